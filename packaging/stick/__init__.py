"""Builds what goes on a stick: Windows tree and installer, Linux archive, courses and pages.

    python -m stick build OUT       everything, of inputs that `inputs.txt` names by hash
    python -m stick lock            write `inputs.txt` anew of what the registries serve
    python -m stick wine STICK OUT  try it in Wine, as a newcomer would
    python -m stick check FOLDER    say which files of a stick or a tree are not as they were signed

The same checkout gives the same bytes, in any folder and at any time.
"""
