"""Pictures from courses, drawn safely: found in a pack, checked, and put into a text."""
