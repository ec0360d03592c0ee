"""Whether the computer is on a network, as the system tells it: no socket is opened to find out.

Imported late, because it loads Qt's network module.
"""

from __future__ import annotations

from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability


def network() -> QNetworkInformation | None:
    """Return what tells of changes; None where this system does not."""
    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()


def is_network(reachability: Reachability) -> bool:
    """Whether there is a network, be it only the campus's own."""
    return reachability not in {Reachability.Unknown, Reachability.Disconnected}
