"""A page's notice: it says itself again when the language changes, errors too."""

from __future__ import annotations

from collections.abc import Callable

from ujuzi.errors import UjuziError
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.notice import Notice, Tone

Words = Callable[[], str]
"""What is said, in the language of the windows as it is when it is asked."""


class PageNotice(Notice):
    """A notice that is told what to say as a function of the language."""

    def __init__(self) -> None:
        self._words: Words | None = None
        self._action: Words = str
        self._tone: Tone = "notice"
        super().__init__()

    def tell(self, words: Words, tone: Tone = "notice", action: Words = str) -> None:
        """Show what `words` returns, now and after a change of language."""
        self._words, self._tone, self._action = words, tone, action
        self.say(words(), tone, action())

    def refuse(self, error: UjuziError) -> None:
        """Show what went wrong."""
        self.tell(lambda: sentence(error), "refusal")

    def clear(self) -> None:
        self._words = None
        super().clear()

    def retranslate(self) -> None:
        super().retranslate()
        if self._words is not None:
            self.say(self._words(), self._tone, self._action())
