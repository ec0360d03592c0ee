"""What an act can change, as a person sees it: services say it, and pages redraw that alone."""

from __future__ import annotations

from enum import Flag, auto


class Changes(Flag):
    """Subjects that changed on this computer, any number of them; none is false."""

    NONE = 0
    PEOPLE = auto()
    """Who is here: profiles, links, PINs."""
    PREFERENCES = auto()
    LIBRARY = auto()
    """Which courses are here."""
    PROGRESS = auto()
    NOTES = auto()
    """Notes and bookmarks."""
    ASSESSMENTS = auto()
    COMPETENCIES = auto()
    """How people rate themselves."""
    DOCUMENTS = auto()
    """What the hub says: rosters, results, certificates, lists."""
    SYNC = auto()
    """What has reached the hub."""
