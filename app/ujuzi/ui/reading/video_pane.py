"""A video with its captions and transcript; where it cannot play, the transcript stands for it.

QtMultimedia is loaded when the first video is opened. Frames are painted by us, so that captions
stand under the picture and nothing needs a window of its own. Tells once when enough has been
watched; where there is no codec, no file or no sound system, says so in a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, QSizeF, Qt, QTime, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from ujuzi.domain.progress import VIDEO_COMPLETE_AT
from ujuzi.services.library import Cue
from ujuzi.ui.reading.lesson_pane import LessonPane
from ujuzi.ui.reading.opening import Video
from ujuzi.ui.reading.pictures import Frame, enlarge
from ujuzi.ui.theme import RADIUS, SPACE
from ujuzi.ui.widgets.buttons import IconButton
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

STEP = 5_000
"""Milliseconds that an arrow key goes."""
WIDE = 820
"""Pixels from which the transcript stands beside the picture."""
CAPTION_LINES = 2


class Screen(QWidget):
    """Paints the picture of the moment, or the poster while there is none."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QImage | None = None
        self._poster = b""
        self._shape = QSizeF(16, 9)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_poster(self, data: bytes) -> None:
        """Begin with the poster, where there is one."""
        self._poster, self._frame = data, None
        self.update()

    def show_frame(self, frame: QVideoFrame) -> None:
        """Paint a frame of the video."""
        image = frame.toImage()
        if not image.isNull():
            self._frame = image
            if QSizeF(image.size()) != self._shape:
                self._shape = QSizeF(image.size())
                self.updateGeometry()
            self.update()

    def has_picture(self) -> bool:
        """Whether a frame of the video has been shown."""
        return self._frame is not None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._shape.height() / self._shape.width())

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._frame
        if image is None and self._poster:
            ratio = self.devicePixelRatioF()
            image = enlarge(self._poster, Frame(self.width(), self.height(), ratio))
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
            return
        fitted = QSizeF(image.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(0, 0, fitted.width(), fitted.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(place, image)

    def mousePressEvent(self, _event: object) -> None:
        self.clicked.emit()


class VideoPane(QWidget):
    """Picture, captions, what one can do, and the transcript."""

    watched = Signal()
    """Enough of the video has been seen; told once for each video."""
    failed = Signal()
    activity_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._audio: QAudioOutput | None = None
        self._sink: QVideoSink | None = None
        self._cues: tuple[Cue, ...] = ()
        self._starts: list[float] = []
        self._told = False
        self._start_at = 0.0
        self.playable = False
        self.picture = Screen()
        self.caption = Label("lead")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.play = IconButton("play")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.time = Label("caption", wraps=False)
        self.captions_button = IconButton("captions")
        self.captions_button.setCheckable(True)
        self.captions_button.setChecked(True)
        self.notice = Notice()
        self.transcript = LessonPane()
        self.transcript.activity_chosen.connect(self.activity_chosen)
        self.picture.clicked.connect(self.toggle)
        self.play.clicked.connect(self.toggle)
        self.slider.sliderMoved.connect(self.seek)
        self.slider.actionTriggered.connect(self._seek_by_key)
        self.captions_button.toggled.connect(self._say_caption)
        self._lay_out()

    def show_video(self, video: Video, place: float) -> None:
        """Show a video, ready to play from `place`; or say why it cannot play."""
        self.stop()
        view = video.view
        self._cues = view.captions
        self._starts = [cue.start for cue in view.captions]
        self._told = False
        self._start_at = place
        self.notice.clear()
        self.caption.clear()
        self.picture.show_poster(view.poster or b"")
        self.picture.setAccessibleName(view.title)
        self.captions_button.setVisible(bool(view.captions))
        self.caption.setVisible(bool(view.captions))
        self.transcript.setVisible(video.transcript is not None)
        if video.transcript is not None:
            self.transcript.show_section(video.transcript)
        self.playable = view.file is not None and self._has_player()
        self._show_controls()
        if self.playable and self._player is not None:
            self._player.setSource(QUrl.fromLocalFile(str(view.file)))
        else:
            self._fail()

    def stop(self) -> None:
        """Stop playing and let go of the file."""
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def is_playing(self) -> bool:
        """Whether it plays now."""
        return self._player is not None and self._player.isPlaying()

    def place(self) -> float:
        """Return how far it has played, from 0 to 1."""
        if self._player is None or not self._player.duration():
            return 0.0
        return self._player.position() / self._player.duration()

    def toggle(self) -> None:
        """Play, or pause."""
        if self._player is None or not self.playable:
            return
        if self._player.isPlaying():
            self._player.pause()
        else:
            self._player.play()

    def seek(self, milliseconds: int) -> None:
        """Go to a moment."""
        if self._player is not None:
            self._player.setPosition(min(max(milliseconds, 0), self._player.duration()))

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.slider.setAccessibleName(self.tr("Place in the video"))
        self.captions_button.name(self.tr("Captions (C)"))
        self.transcript.retranslate()
        self._say_play()
        self._say_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        position = self._player.position() if self._player is not None else 0
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_K:
                self.toggle()
            case Qt.Key.Key_Left:
                self.seek(position - STEP)
            case Qt.Key.Key_Right:
                self.seek(position + STEP)
            case Qt.Key.Key_C:
                self.captions_button.toggle()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        direction = (
            QHBoxLayout.Direction.LeftToRight
            if self.width() >= WIDE
            else QHBoxLayout.Direction.TopToBottom
        )
        self._row.setDirection(direction)
        super().resizeEvent(event)  # type: ignore[arg-type]  # whatever Qt gave

    def _lay_out(self) -> None:
        self._controls = QWidget()
        controls = QHBoxLayout(self._controls)
        controls.setContentsMargins(0, 0, 0, 0)
        controls.setSpacing(SPACE)
        controls.addWidget(self.play)
        controls.addWidget(self.slider, 1)
        controls.addWidget(self.time)
        controls.addWidget(self.captions_button)
        self.caption.setMinimumHeight(self.caption.fontMetrics().lineSpacing() * CAPTION_LINES)
        stage = QVBoxLayout()
        stage.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        stage.setSpacing(SPACE)
        stage.addWidget(self.notice)
        stage.addWidget(self.picture)
        stage.addWidget(self._controls)
        stage.addWidget(self.caption)
        stage.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(stage, 3)
        self._row.addWidget(self.transcript, 2)

    def _has_player(self) -> bool:
        """Load QtMultimedia, once; whether there is one."""
        if self._player is not None:
            return True
        try:
            from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink
        except ImportError:
            return False
        self._player = QMediaPlayer(self)
        self._audio = QAudioOutput(self)
        self._sink = QVideoSink(self)
        self._player.setAudioOutput(self._audio)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.picture.show_frame)
        self._player.positionChanged.connect(self._moved)
        self._player.durationChanged.connect(self._measured)
        self._player.playingChanged.connect(self._say_play)
        self._player.mediaStatusChanged.connect(self._note_status)
        self._player.errorOccurred.connect(self._fail)
        return True

    def _note_status(self) -> None:
        """Begin where one stopped; refuse what has no picture that can be shown."""
        assert self._player is not None
        status = self._player.mediaStatus()
        if status == self._player.MediaStatus.InvalidMedia:
            self._fail()
        elif status == self._player.MediaStatus.LoadedMedia:
            if not self._player.hasVideo():
                self._fail()
            elif 0 < self._start_at < 1:
                self.seek(round(self._start_at * self._player.duration()))
                self._start_at = 0.0

    def _fail(self) -> None:
        """Say that it cannot play, and leave the transcript."""
        self.playable = False
        if self._player is not None and self._player.isPlaying():
            self._player.stop()
        self._show_controls()
        words = (
            self.tr("This video cannot play on this computer. Its whole text is here to read.")
            if self.transcript.isVisibleTo(self)
            else self.tr("This video cannot play on this computer.")
        )
        self.notice.say(words, "caution")
        self.failed.emit()

    def _show_controls(self) -> None:
        self._controls.setVisible(self.playable)
        self.caption.setVisible(self.playable and bool(self._cues))

    def _measured(self, duration: int) -> None:
        self.slider.setRange(0, duration)
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(STEP)
        self._say_time()

    def _moved(self, position: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(position)
        self._say_time()
        self._say_caption()
        if not self._told and self.place() >= VIDEO_COMPLETE_AT:
            self._told = True
            self.watched.emit()

    def _seek_by_key(self, action: int) -> None:
        if action != QSlider.SliderAction.SliderMove.value:
            self.seek(self.slider.sliderPosition())

    def _say_play(self) -> None:
        playing = self.is_playing()
        self.play.set_icon("pause" if playing else "play")
        self.play.name(self.tr("Pause (Space)") if playing else self.tr("Play (Space)"))

    def _say_time(self) -> None:
        position = self._player.position() if self._player is not None else 0
        duration = self._player.duration() if self._player is not None else 0
        self.time.setText(
            self.tr("{position} of {duration}").format(
                position=_clock(position), duration=_clock(duration)
            )
        )

    def _say_caption(self) -> None:
        position = self._player.position() / 1000 if self._player is not None else 0.0
        shown = self.captions_button.isChecked()
        self.caption.setText(said_at(self._cues, self._starts, position) if shown else "")


def said_at(cues: Sequence[Cue], starts: Sequence[float], seconds: float) -> str:
    """Return what is said at a moment; `starts` are the starts of the cues, in order."""
    index = bisect_right(starts, seconds) - 1
    return cues[index].text if index >= 0 and seconds < cues[index].end else ""


def _clock(milliseconds: int) -> str:
    moment = QTime(0, 0).addMSecs(milliseconds)
    pattern = "H:mm:ss" if milliseconds >= 3_600_000 else "m:ss"
    return QLocale().toString(moment, pattern)
