"""`ujuzi-hub appeals`: who asks for a second look at a result, and the answer to her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    InlineChoiceItem,
    Item,
    MatchItem,
    OrderItem,
    Response,
    right_response,
)
from ujuzi.hub.actions import appeals
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_access, pass_rows
from ujuzi.hub.commands.rows import echo_row, moment
from ujuzi.terminal import say

OUTCOMES = {
    "upheld": "upheld; the result is as before",
    "not-upheld": "not upheld",
    "changed": "upheld; the result is another now",
}


@click.group(name="appeals")
def group() -> None:
    """Look again at results, and answer who asked for it."""


@group.command(name="list")
@pass_rows
def list_appeals(access: Access) -> None:
    """List appeals, those that wait first: institution, attempt, assessment, since, state."""
    for each in appeals.listed(access):
        state = OUTCOMES.get(each.outcome, "waits")
        which = (each.institution, each.attempt, f"{each.course}/{each.assessment}")
        echo_row(*which, moment(each.landed_at), state)


@group.command()
@click.argument("institution")
@click.argument("attempt")
@pass_access
def show(access: Access, institution: str, attempt: str) -> None:
    """Show why somebody appeals from ATTEMPT, her result, and each question with her answer.

    The keys of the assessment are on the screen then: nobody else should see it.
    """
    looked = appeals.about(access, institution, attempt)
    kept, graded = looked.appeal, looked.result
    echo_row("learner", kept.learner)
    echo_row("assessment", kept.course, kept.assessment)
    echo_row("since", moment(kept.landed_at))
    echo_row("why", kept.reason)
    if graded is not None:
        passed = "passed" if graded.passed else "not passed"
        echo_row("result", f"{graded.right} of {graded.items} right", passed)
    if looked.problem:
        echo_row("questions", looked.problem)
    for each in looked.items:
        echo_row("question", each.item.id, each.mark)
        echo_row("", each.item.prompt)
        answered = "-" if each.response is None else in_words(each.item, each.response)
        echo_row("", "answered", answered)
        echo_row("", "right", in_words(each.item, right_response(each.item)))
    if kept.answered_at is not None:
        echo_row("answer", moment(kept.answered_at), OUTCOMES.get(kept.outcome, ""))
        echo_row("", kept.words)


@group.command()
@click.argument("institution")
@click.argument("attempt")
@click.argument("outcome", type=click.Choice(["upheld", "not-upheld"]))
@click.option("--words", required=True, help="What she is told, in her language.")
@click.option("--by", required=True, help="Who decided.")
@click.option("--faulty", default="", metavar="ITEM", help="A question to leave out before.")
@pass_access
def answer(
    access: Access, institution: str, attempt: str, outcome: str, words: str, by: str, faulty: str
) -> None:
    """Answer the appeal from ATTEMPT, for good.

    What is wrong is put right first: `ujuzi-hub assessment add` brings another key sheet,
    `assessment decide` says whether an attempt counts, and --faulty leaves a question out for
    everybody, with these words as the reason. Where her result is another by then, she is told.
    """
    came = appeals.answer(
        access,
        institution,
        attempt,
        upheld=outcome == "upheld",
        words=words,
        by=by,
        faulty=faulty,
    )
    say(f"The appeal from {attempt} is answered: {OUTCOMES[came]}.")


def in_words(item: Item, response: Response) -> str:
    """Return a response by the texts of what was chosen; strange ids stay as they are."""
    texts: dict[str, str] = {}
    match item:
        case ChoiceItem() | OrderItem():
            texts = _texts(item.choices)
        case MatchItem():
            texts = _texts(item.targets) | {row.id: row.text for row in item.rows}
        case InlineChoiceItem():
            texts = _texts(choice for gap in item.gaps for choice in gap.choices)
        case _:
            return " | ".join(response)
    return " | ".join(_named(each, texts) for each in response) or "-"


def _texts(choices: Iterable[Choice]) -> dict[str, str]:
    return {choice.id: choice.text for choice in choices}


def _named(part: str, texts: Mapping[str, str]) -> str:
    """Return a choice, or a pair of them, by its text."""
    if part in texts:
        return texts[part]
    one, _, other = part.partition(" ")
    return " -> ".join(texts.get(each, each) for each in (one, other) if each)
