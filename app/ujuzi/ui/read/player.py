"""Qt's media player, loaded when the first video is opened and spoken to with care.

Commands reach it from the event loop only: called from Python, stopping waits for a thread of the
player that itself waits for Python's lock, and the windows would hang for ever. For the same
reason a computer without sound gets no output for it, and tests must not wait with
`QTest.qWait`, which keeps the lock.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Q_ARG, QMetaObject, QObject, Qt, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

_QUEUED = Qt.ConnectionType.QueuedConnection


class Player(QObject):
    """Plays one file at a time; times are milliseconds."""

    frame = Signal(object)
    """A QVideoFrame to show."""
    moved = Signal()
    measured = Signal()
    playing_changed = Signal()
    failed = Signal()
    """There is no player, no such file, or nothing in it that can be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._sound: QAudioOutput | None = None
        self._sink: QVideoSink | None = None
        self._start_at = 0.0

    @property
    def position(self) -> int:
        """Where it is."""
        return self._player.position() if self._player is not None else 0

    @property
    def duration(self) -> int:
        """How long the file is, 0 while that is not known."""
        return self._player.duration() if self._player is not None else 0

    @property
    def is_playing(self) -> bool:
        """Whether it plays now."""
        return self._player is not None and self._player.isPlaying()

    @property
    def has_sound(self) -> bool:
        """Whether this computer lets it be heard."""
        return self._sound is not None

    def open(self, file: Path, start_at: float) -> bool:
        """Load a file, to begin at a fraction of it; whether there is a player at all."""
        if not self._load():
            return False
        self._start_at = start_at
        self._set_source(QUrl.fromLocalFile(str(file)))
        return True

    def close(self) -> None:
        """Stop, and let go of the file."""
        if self._player is not None and not self._player.source().isEmpty():
            self._command("stop")
            self._set_source(QUrl())

    def toggle(self) -> None:
        """Play, or pause."""
        self._command("pause" if self.is_playing else "play")

    def pause(self) -> None:
        """Stop for a while."""
        if self.is_playing:
            self._command("pause")

    def seek(self, position: int) -> None:
        """Go to a moment, within the file."""
        within = min(max(position, 0), self.duration)
        if self._player is not None:
            QMetaObject.invokeMethod(
                self._player, "setPosition", _QUEUED, Q_ARG("qlonglong", within)
            )

    def _load(self) -> bool:
        if self._player is not None:
            return True
        try:
            from PySide6.QtMultimedia import (
                QAudioOutput,
                QMediaDevices,
                QMediaPlayer,
                QVideoSink,
            )
        except ImportError:
            return False
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        if QMediaDevices.audioOutputs():
            self._sound = QAudioOutput(self)
            self._player.setAudioOutput(self._sound)
        self._sink.videoFrameChanged.connect(self._show)
        self._player.positionChanged.connect(self._tell_move)
        self._player.durationChanged.connect(self._tell_measure)
        self._player.playingChanged.connect(self._tell_playing)
        self._player.mediaStatusChanged.connect(self._note_status)
        self._player.errorOccurred.connect(self._fail)
        return True

    def _command(self, slot: str) -> None:
        if self._player is not None:
            QMetaObject.invokeMethod(self._player, slot, _QUEUED)

    def _set_source(self, address: QUrl) -> None:
        assert self._player is not None
        QMetaObject.invokeMethod(self._player, "setSource", _QUEUED, Q_ARG(QUrl, address))

    def _note_status(self) -> None:
        """Begin where one stopped; a file without a picture (AV1, say) has failed."""
        assert self._player is not None
        status = self._player.mediaStatus()
        if status == self._player.MediaStatus.InvalidMedia:
            self._fail()
        elif status == self._player.MediaStatus.LoadedMedia:
            if not self._player.hasVideo():
                self._fail()
            elif 0 < self._start_at < 1:
                self.seek(round(self._start_at * self.duration))
            self._start_at = 0.0

    def _fail(self) -> None:
        assert self._player is not None
        if not self._player.source().isEmpty():
            self.close()
            self.failed.emit()

    def _show(self, frame: QVideoFrame) -> None:
        self.frame.emit(frame)

    def _tell_move(self) -> None:
        self.moved.emit()

    def _tell_measure(self) -> None:
        self.measured.emit()

    def _tell_playing(self) -> None:
        self.playing_changed.emit()
