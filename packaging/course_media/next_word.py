"""Makes the sample course's video, *The next word*, from the words in `next_word.yaml`.

    python packaging/course_media/next_word.py en

Draws each slide with Qt, speaks its narration with SVOX Pico, and joins them with ffmpeg to VP9 and
Opus in WebM; writes the captions (WebVTT, timed to the narration), the transcript and the poster
beside it. Needs pico2wave and ffmpeg on the path; they are not needed to run Ujuzi.
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
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "resources" / "courses" / "ai-literacy-teachers-1"
FONTS = ROOT / "resources" / "fonts"
SIZE = QSize(854, 480)
PAPER, INK, SOFT, ACCENT, SECOND, LINE = (
    QColor(name) for name in ("#FBFAF6", "#23302E", "#5A6462", "#1F6F5C", "#B5651D", "#E3DFD3")
)
MARGIN = 64
PAUSE_SECONDS = 0.7
"""Silence after each slide."""
VOICES = {"en": "en-GB", "fr": "fr-FR"}


@dataclass(frozen=True)
class Slide:
    """A heading, a text, bars of (word, percent) with the one that was picked, and what is said."""

    heading: str
    text: str
    bars: tuple[tuple[str, int], ...]
    picked: str
    said: str


def slides_of(language: str) -> list[Slide]:
    """Read the slides of one language."""
    script = YAML(typ="safe").load((Path(__file__).parent / "next_word.yaml").read_text("utf-8"))
    return [
        Slide(
            heading=slide["heading"],
            text=slide.get("text", ""),
            bars=tuple((word, percent) for word, percent in slide.get("bars", {}).items()),
            picked=slide.get("picked", ""),
            said=slide["said"],
        )
        for slide in script[language]
    ]


def draw(painter: QPainter, slide: Slide, number: int, count: int) -> None:
    """Draw one slide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, SIZE.width(), SIZE.height()), PAPER)
    width = SIZE.width() - 2 * MARGIN
    painter.setPen(ACCENT)
    painter.setFont(_font(32, bold=True))
    wrapped = Qt.TextFlag.TextWordWrap
    painter.drawText(QRectF(MARGIN, 48, width, 100), wrapped, slide.heading)
    painter.setPen(INK)
    painter.setFont(_font(27))
    painter.drawText(QRectF(MARGIN, 150, width, 220), wrapped, slide.text)
    for row, (word, percent) in enumerate(slide.bars):
        top = 236 + 44 * row
        picked = word == slide.picked
        painter.setPen(SECOND if picked else INK)
        painter.setFont(_font(23, bold=picked))
        painter.drawText(QRectF(MARGIN, top, 190, 36), Qt.AlignmentFlag.AlignVCenter, word)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(SECOND if picked else ACCENT)
        painter.drawRoundedRect(QRectF(MARGIN + 200, top + 5, 8.4 * percent, 26), 5, 5)
        painter.setPen(SOFT)
        box = QRectF(MARGIN + 212 + 8.4 * percent, top, 90, 36)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{percent} %")
    painter.setPen(Qt.PenStyle.NoPen)
    for dot in range(count):
        painter.setBrush(ACCENT if dot <= number else LINE)
        painter.drawEllipse(QRectF(MARGIN + 22 * dot, SIZE.height() - 40, 10, 10))


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont("Noto Sans")
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def speak(said: str, language: str, file: Path) -> float:
    """Speak into a WAV file; return its seconds."""
    subprocess.run(["pico2wave", "-l", VOICES[language], "-w", str(file), said], check=True)
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def cues(said: str, start: float, seconds: float) -> list[tuple[float, float, str]]:
    """Share the time of a narration among its sentences, by their length."""
    sentences = re.split(r"(?<=[.?!:])\s+", said)
    letters = sum(map(len, sentences))
    found = []
    for sentence in sentences:
        end = start + seconds * len(sentence) / letters
        found.append((start, end, sentence))
        start = end
    return found


def timestamp(seconds: float) -> str:
    """Return a WebVTT time."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:06.3f}"


def make(language: str) -> None:
    """Write the film, its captions, its transcript and its poster."""
    slides = slides_of(language)
    target = COURSE / language / "media" / "next-word.webm"
    target.parent.mkdir(parents=True, exist_ok=True)
    captions, clock = [], 0.0
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for number, slide in enumerate(slides):
            image = QImage(SIZE, QImage.Format.Format_RGB32)
            painter = QPainter(image)
            draw(painter, slide, number, len(slides))
            painter.end()
            picture, sound = Path(scratch, f"{number}.png"), Path(scratch, f"{number}.wav")
            image.save(str(picture))
            spoken = speak(slide.said, language, sound)
            captions += cues(slide.said, clock, spoken)
            clock += spoken + PAUSE_SECONDS
            part = Path(scratch, f"{number}.mkv")
            _ffmpeg(
                "-loop", "1", "-framerate", "5", "-i", str(picture), "-i", str(sound),
                "-af", f"apad=pad_dur={PAUSE_SECONDS}", "-t", str(spoken + PAUSE_SECONDS),
                "-c:v", "ffv1", "-c:a", "pcm_s16le", "-ar", "48000", str(part),
            )  # fmt: skip
            parts.append(f"file '{part}'\n")
        listing = Path(scratch, "parts.txt")
        listing.write_text("".join(parts))
        _ffmpeg(
            "-f", "concat", "-safe", "0", "-i", str(listing),
            "-c:v", "libvpx-vp9", "-crf", "34", "-b:v", "0", "-pix_fmt", "yuv420p", "-g", "50",
            "-c:a", "libopus", "-b:a", "40k", "-ac", "1", str(target),
        )  # fmt: skip
    lines = [f"{timestamp(a)} --> {timestamp(b)}\n{said}\n" for a, b, said in captions]
    target.with_suffix(".vtt").write_text("WEBVTT\n\n" + "\n".join(lines), "utf-8")
    target.with_suffix(".md").write_text("\n\n".join(s.said for s in slides) + "\n", "utf-8")
    poster = QSvgGenerator()
    poster.setFileName(str(target.with_suffix(".svg")))
    poster.setSize(SIZE)
    poster.setViewBox(QRectF(0, 0, SIZE.width(), SIZE.height()))
    painter = QPainter(poster)
    draw(painter, slides[0], 0, len(slides))
    painter.end()


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *arguments], check=True)


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
