"""What the competencies of the frameworks are called, in the language of the windows."""

from __future__ import annotations

from PySide6.QtCore import QObject


def competency_name(competency: str) -> str:
    """Return the name of a compact IRI; one that is not known here is its own name."""
    return _Names().all().get(competency, competency)


def competency_code(competency: str) -> str:
    """Return the code within its framework: 1.1 of unesco-ai-cft:1.1."""
    return competency.rpartition(":")[2]


class _Names(QObject):
    """The translator's context of these names."""

    def all(self) -> dict[str, str]:
        """Return compact IRI -> name: UNESCO AI competency framework for teachers, 2024."""
        return {
            "unesco-ai-cft:1.1": self.tr("Human agency"),
            "unesco-ai-cft:1.2": self.tr("Human accountability"),
            "unesco-ai-cft:1.3": self.tr("Social responsibility"),
            "unesco-ai-cft:2.1": self.tr("Ethical principles"),
            "unesco-ai-cft:2.2": self.tr("Safe and responsible use"),
            "unesco-ai-cft:2.3": self.tr("Co-creating ethical rules"),
            "unesco-ai-cft:3.1": self.tr("Basic AI techniques and applications"),
            "unesco-ai-cft:3.2": self.tr("Application skills"),
            "unesco-ai-cft:3.3": self.tr("Creating with AI"),
            "unesco-ai-cft:4.1": self.tr("AI-assisted teaching"),
            "unesco-ai-cft:4.2": self.tr("AI and pedagogy integrated"),
            "unesco-ai-cft:4.3": self.tr("AI-enhanced transformation of pedagogy"),
            "unesco-ai-cft:5.1": self.tr("AI enabling lifelong professional learning"),
            "unesco-ai-cft:5.2": self.tr("AI to enhance organisational learning"),
            "unesco-ai-cft:5.3": self.tr("AI to support professional transformation"),
        }
