"""One window a data folder: a second start raises the first window instead of opening another.

The database's lock says who is first. The first listens on a local socket named after its folder;
who finds the data in use asks there. A socket that a crash left behind answers nobody, and is
replaced. Where data is carried, the socket is no file: the computer keeps nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ujuzi.paths import is_portable

ANSWER_WITHIN = 500
PAUSE = 100
"""Milliseconds."""
TRIES = 20
RAISE = b"raise"


class SingleInstance(QObject):
    """The name under which a window can be found."""

    raise_asked = Signal()
    """A second start wants this window in front."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # However it is written, one folder has one name: Windows minds neither case nor slash.
        folder = hashlib.sha256(os.path.normcase(data_dir.resolve()).encode()).hexdigest()
        self._name = f"ujuzi-{folder[:16]}"
        self._server = QLocalServer(self)
        self._is_carried = is_portable(data_dir) and sys.platform == "linux"
        options = QLocalServer.SocketOption
        self._server.setSocketOptions(
            options.AbstractNamespaceOption if self._is_carried else options.UserAccessOption
        )
        self._server.newConnection.connect(self._answer)

    def raise_first(self) -> bool:
        """Ask the window that is open to come in front; whether there is one.

        One that has only just started takes its name a moment after its window is there.
        """
        socket = QLocalSocket()
        if self._is_carried:
            socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
        for again in range(TRIES):
            if again:
                QThread.msleep(PAUSE)
            socket.connectToServer(self._name)
            if socket.waitForConnected(ANSWER_WITHIN):
                break
        else:
            return False
        socket.write(RAISE)
        socket.waitForBytesWritten(ANSWER_WITHIN)
        socket.disconnectFromServer()
        return True

    def listen(self) -> bool:
        """Be the first; whether the name could be taken."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Give the name away."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_asked.emit()
