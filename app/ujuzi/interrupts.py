"""Ctrl-C in the first moment of a program: while its modules are loaded it ends without a word.

Python would raise KeyboardInterrupt at whatever line it is, of ours or not, and print where that
was. Loads nothing: Python itself has this module before it reads any.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` costs a start some milliseconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ended_at_once: list[bool] = []


def end_at_once() -> None:
    """Let Ctrl-C end this process as the system does; one that it was told to ignore stays so."""
    if callable(_signal.getsignal(_signal.SIGINT)):
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
        _ended_at_once.append(True)


def raise_again() -> None:
    """Let Ctrl-C raise KeyboardInterrupt as ever, where `end_at_once` made it do otherwise."""
    call(_signal.default_int_handler)


def call(handler: Callable[..., object]) -> None:
    """Let Ctrl-C call this, where `end_at_once` made it do otherwise."""
    if _ended_at_once:
        _ended_at_once.clear()
        _signal.signal(_signal.SIGINT, handler)


def is_interruption(error: BaseException) -> bool:
    """Whether somebody ended what was under way.

    Until Python 3.12 making a class tells another error, if it is then that somebody does.
    """
    return isinstance(error, KeyboardInterrupt) or isinstance(error.__cause__, KeyboardInterrupt)
