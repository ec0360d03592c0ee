"""A page's notice: it says itself again when the language changes, errors too."""

from __future__ import annotations

from collections.abc import Callable

from ujuzi.errors import Code, UjuziError
from ujuzi.ui.widgets.notice import Notice, Tone

NOT_SAVED = {Code.DISK_FULL, Code.DISK_FAILED, Code.DATABASE_IN_USE, Code.DATA_DIR_NOT_WRITABLE}
"""Errors after which the last change is not on the disk."""

Words = Callable[[], str]
"""What is said, in the language of the windows as it is when it is asked."""


class PageNotice(Notice):
    """A notice that is told what to say as a function of the language."""

    def __init__(self) -> None:
        self._words: Words | None = None
        self._action: Words = str
        self._tone: Tone = "notice"
        self._error: UjuziError | None = None
        super().__init__()

    def say(self, text: str, tone: Tone = "notice", action: str = "") -> None:
        self._words = self._error = None
        super().say(text, tone, action)

    def tell(self, words: Words, tone: Tone = "notice", action: Words = str) -> None:
        """Show what `words` returns, now and after a change of language."""
        self.say(words(), tone, action())
        self._words, self._tone, self._action = words, tone, action

    def refuse(self, error: UjuziError) -> None:
        """Show what went wrong."""
        from ujuzi.ui.shell.sentences import sentence

        self.tell(lambda: sentence(error), "refusal")
        self._error = error

    def clear_if_saved(self) -> None:
        """Say no more that something could not be saved: it can be again."""
        if self._error is not None and self._error.code in NOT_SAVED:
            self.clear()

    def clear(self) -> None:
        self._words = self._error = None
        super().clear()

    def retranslate(self) -> None:
        super().retranslate()
        if self._words is not None:
            super().say(self._words(), self._tone, self._action())
