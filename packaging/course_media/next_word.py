"""Makes the sample course's video, *The next word*, from the words in `next_word.yaml`.

    python packaging/course_media/next_word.py en fr

Draws each slide with Qt, speaks its narration with SVOX Pico, and joins them with ffmpeg to VP9 and
Opus in WebM; writes the captions (WebVTT, one cue a sentence, timed by the sentence's own sound),
the transcript and the poster beside it. Needs pico2wave and ffmpeg on the path; they are not needed
to run Ujuzi.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
)
from PySide6.QtSvg import QSvgGenerator
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "resources" / "courses" / "ai-literacy-teachers-1"
FONTS = ROOT / "resources" / "fonts"
SIZE = QSize(854, 480)
PAPER, WHITE, INK, SOFT, ACCENT, SECOND, LINE = (
    QColor(name)
    for name in ("#FBFAF6", "#FFFFFF", "#23302E", "#5A6462", "#1F6F5C", "#B5651D", "#C9C4B5")
)
MARGIN = 64.0
WIDTH = SIZE.width() - 2 * MARGIN
TILE_HEIGHT = 52.0
OPEN_WIDTH = 96.0
"""The least width of the empty place."""
BAR_PIXELS = 420.0
"""The length of the longest bar."""
FRAMES_A_SECOND = 5
PAUSE_SECONDS = 0.5
"""Silence after each slide, beside the voice's own."""
PICO_RATE = 16000
"""Samples a second, 16 bits each, as pico2wave writes them."""
VOICES = {"en": "en-GB", "fr": "fr-FR"}
PERCENT = {"en": "{}%", "fr": "{}\u202f%"}
WRAPPED = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Slide:
    """What is shown and said; `next_word.yaml` explains the fields."""

    heading: str
    said: str
    tiles: tuple[str, ...]
    open: bool
    bars: tuple[tuple[str, int], ...]
    picked: str
    boxes: tuple[tuple[str, str], ...]


def slides_of(language: str) -> list[Slide]:
    """Read the slides of one language."""
    script = YAML(typ="safe").load((Path(__file__).parent / "next_word.yaml").read_text("utf-8"))
    return [
        Slide(
            heading=slide["heading"],
            said=slide["said"],
            tiles=tuple(slide.get("tiles", ())),
            open=slide.get("open", False),
            bars=tuple(slide.get("bars", {}).items()),
            picked=slide.get("picked", ""),
            boxes=tuple((head, text) for head, text in slide.get("boxes", ())),
        )
        for slide in script[language]
    ]


class Board:
    """Draws slides of one language with a painter."""

    def __init__(self, painter: QPainter, language: str) -> None:
        self._painter = painter
        self._percent = PERCENT[language]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self, slide: Slide, number: int, count: int) -> None:
        """Draw the slide, and the dots that say how many there are."""
        painter = self._painter
        painter.fillRect(QRectF(0, 0, SIZE.width(), SIZE.height()), PAPER)
        self._text(QRectF(MARGIN, 44, WIDTH, 90), slide.heading, 31, ACCENT, bold=True)
        self._tiles(slide, 136 if slide.bars else 196)
        self._bars(slide, 222)
        self._boxes(slide, 136)
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in range(count):
            painter.setBrush(ACCENT if dot <= number else LINE)
            painter.drawEllipse(QRectF(MARGIN + 22 * dot, SIZE.height() - 40, 10, 10))

    def _text(
        self,
        box: QRectF,
        text: str,
        pixels: int,
        colour: QColor,
        *,
        bold: bool = False,
        flags: int = 0,
    ) -> None:
        self._painter.setFont(_font(pixels, bold=bold))
        self._painter.setPen(colour)
        self._painter.drawText(box, flags or int(WRAPPED.value), text)

    def _frame(self, box: QRectF, edge: QColor, style: Qt.PenStyle) -> None:
        self._painter.setPen(QPen(edge, 2, style))
        self._painter.setBrush(WHITE)
        self._painter.drawRoundedRect(box, 8, 8)

    def _tiles(self, slide: Slide, top: float) -> None:
        """Draw the words so far in rows, and the empty place for the next one."""
        left, gap = MARGIN, 10.0
        middle = int(Qt.AlignmentFlag.AlignCenter.value)
        drawn = slide.picked if slide.bars else ""
        for place, word in enumerate((*slide.tiles, *([drawn or "?"] if slide.open else []))):
            is_open = place == len(slide.tiles)
            picked = is_open or word == slide.picked
            advance = QFontMetricsF(_font(24, bold=picked)).horizontalAdvance(word)
            width = max(advance + 30, OPEN_WIDTH if is_open else 0)
            if left + width > MARGIN + WIDTH:
                left, top = MARGIN, top + TILE_HEIGHT + 14
            box = QRectF(left, top, width, TILE_HEIGHT)
            style = Qt.PenStyle.DashLine if is_open else Qt.PenStyle.SolidLine
            self._frame(box, SECOND if picked else LINE, style)
            self._text(box, word, 24, SECOND if picked else INK, bold=picked, flags=middle)
            left += width + gap

    def _bars(self, slide: Slide, top: float) -> None:
        """Draw what is likely, the word that was picked in the second colour."""
        longest = max((percent for _, percent in slide.bars), default=1)
        middle = int(Qt.AlignmentFlag.AlignVCenter.value)
        for word, percent in slide.bars:
            picked = word == slide.picked
            length = BAR_PIXELS * percent / longest
            colour = SECOND if picked else ACCENT
            self._text(
                QRectF(MARGIN, top, 170, 34),
                word,
                23,
                SECOND if picked else INK,
                bold=picked,
                flags=middle,
            )
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour)
            self._painter.drawRoundedRect(QRectF(MARGIN + 180, top + 5, length, 24), 5, 5)
            share = QRectF(MARGIN + 192 + length, top, 90, 34)
            self._text(share, self._percent.format(percent), 21, SOFT, flags=middle)
            top += 46

    def _boxes(self, slide: Slide, top: float) -> None:
        """Draw two boxes side by side."""
        gap = 24.0
        width = (WIDTH - gap) / 2
        for column, (head, text) in enumerate(slide.boxes):
            left = MARGIN + column * (width + gap)
            colour = SECOND if column else ACCENT
            self._frame(QRectF(left, top, width, 230), colour, Qt.PenStyle.SolidLine)
            inner = QRectF(left + 20, top + 18, width - 40, 60)
            self._text(inner, head, 23, colour, bold=True)
            self._text(QRectF(left + 20, top + 90, width - 40, 130), text, 23, INK)


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont("Noto Sans")
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def speak(sentences: list[str], language: str, file: Path) -> list[float]:
    """Speak into a WAV file, ending in a pause; return the seconds of each sentence."""
    seconds = []
    one = file.with_suffix(".one.wav")
    with wave.open(str(file), "wb") as whole:
        whole.setparams((1, 2, PICO_RATE, 0, "NONE", "not compressed"))
        for sentence in sentences:
            plain = " ".join(sentence.split())
            subprocess.run(["pico2wave", "-l", VOICES[language], "-w", one, plain], check=True)
            with wave.open(str(one)) as sound:
                whole.writeframes(sound.readframes(sound.getnframes()))
                seconds.append(sound.getnframes() / PICO_RATE)
        whole.writeframes(bytes(2 * round(PAUSE_SECONDS * PICO_RATE)))
    return seconds


def timestamp(seconds: float) -> str:
    """Return a WebVTT time."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:06.3f}"


def make(language: str) -> None:
    """Write the film, its captions, its transcript and its poster."""
    slides = slides_of(language)
    target = COURSE / language / "media" / "next-word.webm"
    captions, start = ["WEBVTT\n"], 0.0
    pictures, sounds = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for number, slide in enumerate(slides):
            image = QImage(SIZE, QImage.Format.Format_RGB32)
            painter = QPainter(image)
            Board(painter, language).draw(slide, number, len(slides))
            painter.end()
            picture, sound = Path(scratch, f"{number}.png"), Path(scratch, f"{number}.wav")
            image.save(str(picture))
            sentences = re.split(r"(?<=[.?!])\s+", slide.said)
            shown_from = start
            for sentence, seconds in zip(sentences, speak(sentences, language, sound), strict=True):
                end = start + seconds
                captions.append(f"{timestamp(start)} --> {timestamp(end)}\n{sentence}\n")
                start = end
            start += PAUSE_SECONDS
            pictures.append(f"file '{picture}'\nduration {start - shown_from:.6f}\n")
            sounds.append(f"file '{sound}'\n")
        shown, heard = Path(scratch, "pictures.txt"), Path(scratch, "sounds.txt")
        shown.write_text("".join([*pictures, pictures[-1].splitlines()[0]]))
        heard.write_text("".join(sounds))
        subprocess.run(
            [
                "ffmpeg", "-y", "-loglevel", "error",
                "-f", "concat", "-safe", "0", "-i", shown,
                "-f", "concat", "-safe", "0", "-i", heard,
                "-t", f"{start:.3f}", "-vf", f"fps={FRAMES_A_SECOND}", "-pix_fmt", "yuv420p",
                "-c:v", "libvpx-vp9", "-crf", "28", "-b:v", "0", "-g", "25",
                "-af", "loudnorm=I=-18:TP=-2", "-ar", "48000", "-c:a", "libopus", "-b:a", "40k",
                target,
            ],
            check=True,
        )  # fmt: skip
    target.with_suffix(".vtt").write_text("\n".join(captions), "utf-8")
    target.with_suffix(".md").write_text("\n\n".join(s.said for s in slides) + "\n", "utf-8")
    poster = QSvgGenerator()
    poster.setFileName(str(target.with_suffix(".svg")))
    poster.setTitle(slides[0].heading)
    poster.setSize(SIZE)
    poster.setViewBox(QRectF(0, 0, SIZE.width(), SIZE.height()))
    painter = QPainter(poster)
    Board(painter, language).draw(slides[0], 0, len(slides))
    painter.end()


def main() -> None:
    """Make the film in the languages that are named."""
    application = QGuiApplication(sys.argv)
    for font in FONTS.glob("NotoSans-*.ttf"):
        QFontDatabase.addApplicationFont(str(font))
    for language in sys.argv[1:]:
        make(language)
    del application


if __name__ == "__main__":
    main()
