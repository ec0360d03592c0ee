"""A video with its captions and transcript; where it cannot play, the transcript stands for it.

Frames are painted by us, so that captions stand under the picture and nothing needs a window of
its own. Tells once when enough has been watched; where there is no codec, no file or no sound,
says so in a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ujuzi.domain.activity import VIDEO_COMPLETE_AT
from ujuzi.ui.look.dates import playing_time
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.read.lesson_pane import LessonPane
from ujuzi.ui.read.opening import Video
from ujuzi.ui.read.player import Player
from ujuzi.ui.read.screen import Screen
from ujuzi.ui.widgets.buttons import IconButton
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ujuzi.services.study.course_views import Cue

STEP = 5_000
"""Milliseconds that an arrow key goes."""
WIDE = 820
"""Pixels from which the transcript stands beside the picture."""
CAPTION_LINES = 2


class VideoPane(QWidget):
    """Picture, captions, what one can do, and the transcript."""

    watched = Signal()
    """Enough of the video has been seen; told once for each video."""
    failed = Signal()
    activity_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cues: tuple[Cue, ...] = ()
        self._starts: list[float] = []
        self._told = False
        self._failed = False
        self.playable = False
        self.player = Player(self)
        self.picture = Screen()
        self.caption = Label("lead")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.play = IconButton("play")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        # A film runs from left to right in every language.
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.time = Label("caption", wraps=False)
        self.captions_button = IconButton("captions")
        self.captions_button.setCheckable(True)
        self.captions_button.setChecked(True)
        self.notice = Notice()
        self.transcript = LessonPane()
        self._lay_out()
        self.player.frame.connect(self.picture.show_frame)
        self.player.moved.connect(self._moved)
        self.player.measured.connect(self._measured)
        self.player.playing_changed.connect(self._say_play)
        self.player.failed.connect(self._fail)
        self.transcript.activity_chosen.connect(self.activity_chosen)
        self.picture.clicked.connect(self.toggle)
        self.play.clicked.connect(self.toggle)
        self.slider.sliderMoved.connect(self.player.seek)
        self.slider.actionTriggered.connect(self._seek_by_key)
        self.captions_button.toggled.connect(self._say_caption)

    def show_video(self, video: Video, place: float) -> None:
        """Show a video, ready to play from `place`; or say why it cannot play."""
        self.stop()
        view = video.view
        self._cues = view.captions
        self._starts = [cue.start for cue in view.captions]
        self._told = self._failed = False
        self.caption.clear()
        self.picture.show_poster(view.poster or b"")
        self.picture.setAccessibleName(view.title)
        self.captions_button.setVisible(bool(view.captions))
        self._beside.setVisible(video.transcript is not None)
        if video.transcript is not None:
            self.transcript.show_section(video.transcript, titled=False)
        self.playable = view.file is not None and self.player.open(view.file, place)
        self._show_controls()
        if self.playable and not self.player.has_sound:
            self.captions_button.setChecked(True)
        self._say_trouble()
        if not self.playable:
            self._fail()

    def stop(self) -> None:
        """Stop playing and let go of the file."""
        self.player.close()

    def place(self) -> float:
        """Return how far it has played, from 0 to 1."""
        return self.player.position / self.player.duration if self.player.duration else 0.0

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playable:
            self.player.toggle()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.slider.setAccessibleName(self.tr("Place in the video"))
        self.captions_button.name(self.tr("Captions (C)"))
        self._heading.setText(self.tr("The text of this video"))
        self.transcript.retranslate()
        self._say_trouble()
        self._say_play()
        self._say_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_K:
                self.toggle()
            case Qt.Key.Key_Left:
                self.player.seek(self.player.position - STEP)
            case Qt.Key.Key_Right:
                self.player.seek(self.player.position + STEP)
            case Qt.Key.Key_C:
                self.captions_button.toggle()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE
        self._row.setDirection(
            QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        self._controls = QWidget()
        # Time runs from left to right on every player, whatever the language.
        self._controls.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        controls = QHBoxLayout(self._controls)
        controls.setContentsMargins(0, 0, 0, 0)
        controls.setSpacing(SPACE)
        controls.addWidget(self.play)
        controls.addWidget(self.slider, 1)
        controls.addWidget(self.time)
        controls.addWidget(self.captions_button)
        self.caption.setMinimumHeight(self.caption.fontMetrics().lineSpacing() * CAPTION_LINES)
        stage = QVBoxLayout()
        stage.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        stage.setSpacing(SPACE)
        stage.addWidget(self.picture)
        stage.addWidget(self._controls)
        stage.addWidget(self.caption)
        stage.addStretch(1)
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 2 * SPACE, 0, 0)
        beside.setSpacing(0)
        self._heading = Label("strong")
        self._heading.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 0)
        beside.addWidget(self._heading)
        beside.addWidget(self.transcript, 1)
        trouble = QVBoxLayout()
        trouble.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 0)
        trouble.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(trouble)
        self._row = QHBoxLayout()
        whole.addLayout(self._row, 1)
        self._row.setSpacing(0)
        self._row.addLayout(stage, 3)
        self._row.addWidget(self._beside, 2)

    def _fail(self) -> None:
        """Say that it cannot play, and leave the transcript."""
        self.playable = False
        self._failed = True
        self._show_controls()
        self._say_trouble()
        self.failed.emit()

    def _say_trouble(self) -> None:
        """Say what is missing here, and what is in its place."""
        if self._failed:
            self.notice.say(
                self.tr("This video cannot play on this computer. Its whole text is here to read.")
                if self._beside.isVisibleTo(self)
                else self.tr("This video cannot play on this computer."),
                "refusal",
            )
        elif self.playable and not self.player.has_sound:
            self.notice.say(
                self.tr("This computer has no sound. The captions say what is spoken.")
                if self._cues
                else self.tr("This computer has no sound.")
            )
        else:
            self.notice.clear()

    def _show_controls(self) -> None:
        self._controls.setVisible(self.playable)
        self.caption.setVisible(self.playable and bool(self._cues))

    def _measured(self) -> None:
        self.slider.setRange(0, self.player.duration)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(STEP)
        self._say_time()

    def _moved(self) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(self.player.position)
        self._say_time()
        self._say_caption()
        if not self._told and self.place() >= VIDEO_COMPLETE_AT:
            self._told = True
            self.watched.emit()

    def _seek_by_key(self, action: int) -> None:
        if action != QSlider.SliderAction.SliderMove.value:
            self.player.seek(self.slider.sliderPosition())

    def _say_play(self) -> None:
        playing = self.player.is_playing
        self.play.set_icon("pause" if playing else "play")
        self.play.name(self.tr("Pause (Space)") if playing else self.tr("Play (Space)"))

    def _say_time(self) -> None:
        self.time.setText(
            self.tr("{position} of {duration}").format(
                position=playing_time(self.player.position),
                duration=playing_time(self.player.duration),
            )
        )

    def _say_caption(self) -> None:
        shown = self.captions_button.isChecked()
        seconds = self.player.position / 1000
        self.caption.setText(said_at(self._cues, self._starts, seconds) if shown else "")


def said_at(cues: Sequence[Cue], starts: Sequence[float], seconds: float) -> str:
    """Return what is said at a moment; `starts` are the starts of the cues, in order."""
    index = bisect_right(starts, seconds) - 1
    return cues[index].text if index >= 0 and seconds < cues[index].end else ""
