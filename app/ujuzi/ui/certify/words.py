"""What the pages say of a certificate, said once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ujuzi.domain.achievement import Revocation
from ujuzi.ui.look.dates import date_of


def revoked_line(revocation: Revocation) -> str:
    """Return when and why a certificate was revoked."""
    return _Words().revoked(revocation)


def left_hub_line() -> str:
    """Return that a certificate is of a hub at which this computer is registered no longer."""
    return _Words().left_hub()


class _Words(QObject):
    """The translator's context of these words."""

    def revoked(self, revocation: Revocation) -> str:
        return self.tr("Revoked on {day}: {reason}").format(
            day=date_of(revocation.at), reason=revocation.reason
        )

    def left_hub(self) -> str:
        return self.tr("Of a hub that this computer has left")
