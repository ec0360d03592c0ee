"""`ujuzi-hub assessment`: key sheets, grading, figures of items, questions about attempts."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from ujuzi.domain.integrity import Decision, Signal, SignalKind
from ujuzi.domain.item_statistics import Estimate
from ujuzi.hub.actions import assessments
from ujuzi.hub.actions.access import Access
from ujuzi.hub.actions.assessments import Done
from ujuzi.hub.commands.access import pass_access
from ujuzi.hub.commands.files import INPUT, read_input
from ujuzi.hub.commands.rows import echo_row
from ujuzi.terminal import say


@click.group(name="assessment")
def group() -> None:
    """Grade assessments, and look after them."""


MINUTE = 60_000
SENTENCES: dict[SignalKind, str] = {
    "impossible-speed": "{seen} right answers came faster than anybody reads",
    "same-wrong-answers": "{seen} of {expected} wrong answers are those of attempt {other}",
    "attempts-beyond": "attempt {seen} of {expected} that are allowed",
    "over-time": "open for {seen_minutes} minutes of {expected_minutes} that are allowed",
    "code-unknown": "supervised, and opened by no code that was made for her: a certificate will"
    " not say that it was supervised",
    "code-used-twice": "opened by a code that opened attempt {other} as well",
    "items-differ": "{seen} answers to questions that it did not draw",
    "no-longer-passed": "it has earned a credential, and is not passed any more:"
    " {seen} of {expected} right",
    "too-soon": "begun {seen_minutes} minutes after attempt {other} by its computer's clock, where"
    " {expected_minutes} have to pass; or that clock cannot be believed",
    "long-gap": "closed for {seen_minutes} minutes on end, more than {expected_minutes}",
    "other-profiles": "{seen} other profiles that are linked to nobody sat it at the same computer,"
    " and may be hers: attempt {other} is one of theirs",
    "unreadable": "what was handed in cannot be read: {other}",
    "ticket-missing": "its own computer could choose its questions, as before there were tickets",
    "ticket-skipped": "number {expected} of hers; number {seen} was never handed in",
    "ticket-twice": "number {seen} of hers, as attempt {other} is",
    "ticket-void": "number {seen} of hers, which lay on a stolen computer",
    "ticket-wrong": "nothing proves that its questions were drawn for her, or they were drawn for"
    " somebody else",
    "no-longer-linked": "it has earned a credential of somebody whose profile it is no longer",
}
HELD = {"waits": "waits for a decision", "void": "never: the attempt is void"}


@group.command()
@click.argument("sheet", type=INPUT)
@pass_access
def add(access: Access, sheet: Path) -> None:
    """Keep the key SHEET of an assessment, and grade what waited for it.

    The achievement that it states is awarded from now on, and to those who earned it before.
    """
    added = assessments.add_sheet(access, read_input(sheet))
    kept = added.sheet
    say(f"{kept.assessment.id} of {kept.course}, {kept.language}, version {kept.version}")
    say(f"Publisher: {added.publisher.fingerprint}")
    _tell(added.done)
    say(f"{added.issued} credentials issued.")


@group.command()
@click.option("--all", "everything", is_flag=True, help="Grade again what was graded before.")
@pass_access
def grade(access: Access, *, everything: bool) -> None:
    """Grade what was handed in and has no result."""
    graded = assessments.grade(access, everything=everything)
    _tell(graded.done)
    say(f"{graded.issued} credentials issued.")


@group.command()
@click.argument("course")
@click.argument("assessment")
@click.argument("item")
@click.option("--because", required=True, help="What is wrong with it.")
@pass_access
def withdraw(access: Access, course: str, assessment: str, item: str, because: str) -> None:
    """Let ITEM count neither way, and grade again who sat the assessment."""
    count = assessments.withdraw(access, course, assessment, item, because)
    say(f"{count} attempts graded again.")


@group.command()
@click.argument("course")
@click.argument("assessment")
@pass_access
def items(access: Access, course: str, assessment: str) -> None:
    """List items over first attempts: id, attempts, facility, discrimination, language.

    Facility (0 to 1) and discrimination (-1 to 1) have an interval of 95 percent; below 50 attempts
    neither is said.
    """
    for of in assessments.item_figures(access, course, assessment):
        for each in of.items:
            told = _interval(each.facility), _interval(each.discrimination)
            echo_row(each.item, each.attempts, *told, of.language)


@group.command()
@click.argument("course")
@click.argument("assessment")
@pass_access
def figures(access: Access, course: str, assessment: str) -> None:
    """Show by language how an assessment did over first attempts.

    Pass rate with its interval, reliability (KR-20) and the standard error of a score, in items;
    below 50 attempts none of them is said.
    """
    for of in assessments.item_figures(access, course, assessment):
        whole = of.whole
        echo_row("language", of.language)
        echo_row("first attempts", whole.attempts)
        echo_row("items", f"{whole.items:.1f}")
        echo_row("pass rate", _interval(whole.passed))
        echo_row("KR-20", "" if whole.reliability is None else f"{whole.reliability:.2f}")
        echo_row(
            "standard error", "" if whole.standard_error is None else f"{whole.standard_error:.2f}"
        )


@group.command()
@click.argument("course")
@click.argument("assessment")
@pass_access
def choices(access: Access, course: str, assessment: str) -> None:
    """List who chose what: item, choice, right, lower, middle and upper third, language.

    Over first attempts, by thirds of the score. A wrong choice that the upper third likes points at
    a wrong key, one that nobody makes at a poor distractor. `-` is no answer.
    """
    for of in assessments.item_figures(access, course, assessment):
        for each in of.choices:
            right = "right" if each.right else ""
            echo_row(each.item, each.choice or "-", right, *each.thirds, of.language)


@group.command()
@pass_access
def signals(access: Access) -> None:
    """List open questions about attempts; none of them has changed a result.

    The last column says whether a certificate `waits` for a decision, or was `issued`.
    """
    for question in assessments.questions(access):
        echo_row(*question)


@group.command()
@click.argument("minutes", type=click.IntRange(1, 100_000), required=False)
@pass_access
def gap(access: Access, minutes: int | None) -> None:
    """Say for how many MINUTES a sitting may be closed on end before it is a question."""
    kept = assessments.longest_gap(access, None if minutes is None else minutes * MINUTE)
    say(f"A sitting may be closed for {kept // MINUTE} minutes on end.")


@group.command("question")
@click.argument("institution")
@click.argument("attempt")
@pass_access
def show_questions(access: Access, institution: str, attempt: str) -> None:
    """Show ATTEMPT, and all that was asked about it and decided.

    `ujuzi-hub assessment signals` lists what is open.
    """
    known = assessments.about(access, institution, attempt)
    sitting, graded = known.sitting, known.result
    echo_row("learner", sitting.learner, known.person or "linked to nobody")
    echo_row("assessment", sitting.course, sitting.assessment)
    if graded is None:
        echo_row("result", sitting.state)
    else:
        passed = "passed" if graded.passed else "not passed"
        echo_row("result", f"{graded.right} of {graded.items} right", passed)
    for each in known.credentials:
        echo_row("certificate", each)
    if known.held and not known.credentials:
        echo_row("certificate", HELD[known.held])
    for signal, closed in known.asked:
        echo_row(signal.kind, sentence_of(signal), closed)


@group.command()
@click.argument("institution")
@click.argument("attempt")
@click.argument("kind")
@click.argument("decision", type=click.Choice(get_args(Decision)))
@click.option("--by", required=True, help="Who decided.")
@click.option("--because", required=True, help="On what grounds.")
@pass_access
def decide(
    access: Access,
    institution: str,
    attempt: str,
    kind: str,
    decision: Decision,
    by: str,
    because: str,
) -> None:
    """Decide the question KIND about ATTEMPT, for good.

    The attempt stands, and earns what it would have earned; or it is void, and never earns
    anything. No decision makes a certificate say that a sitting was supervised which was not. A
    credential that was issued before holds until `ujuzi-hub credential revoke` takes it back.
    """
    said = {"by": by, "because": because}
    decided = assessments.decide(access, institution, attempt, kind, decision, **said)
    say(f"The decision about {attempt} is written down: {decision}.")
    say(f"{len(decided.issued)} credentials issued.")
    if decision == "void":
        for id_ in decided.issued_before:
            say(f"{id_} was issued for it before, and holds.")


@group.command("signal-close")
@click.argument("institution")
@click.argument("attempt")
@click.argument("kind")
@click.option("--because", required=True, help="What you found.")
@click.option("--by", default="", help="Who found it.")
@pass_access
def close(access: Access, institution: str, attempt: str, kind: str, because: str, by: str) -> None:
    """Close the question KIND about ATTEMPT, which stands; `assessment signals` lists them."""
    said = {"by": by, "because": because}
    made = assessments.decide(access, institution, attempt, kind, "stands", **said).issued
    say(f"The question {kind} about {attempt} is closed.")
    if made:
        say(f"{len(made)} credentials issued.")


@group.command()
@click.argument("institution")
@click.argument("learner")
@click.argument("assessment")
@click.option("--extra", default=0, show_default=True, help="More time, in percent.")
@pass_access
def code(access: Access, institution: str, learner: str, assessment: str, extra: int) -> None:
    """Print a one-time code that opens a supervised sitting for LEARNER, within 14 days.

    LEARNER is the id of a profile: `ujuzi-hub people list INSTITUTION` or `people unlinked`.
    """
    say(assessments.make_code(access, institution, learner, assessment, extra))


def _interval(figure: Estimate | None) -> str:
    return "" if figure is None else f"{figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"


def sentence_of(signal: Signal) -> str:
    """Return what was seen, for the person who decides."""
    if signal.kind == "long-gap" and signal.seen < 0:
        return "closed while its computer's clock was set back, nobody knows for how long"
    return SENTENCES[signal.kind].format(
        other=signal.other,
        seen=signal.seen,
        expected=signal.expected,
        seen_minutes=signal.seen // MINUTE,
        expected_minutes=signal.expected // MINUTE,
    )


def _tell(done: Done) -> None:
    """Say how many attempts have a result now, and what the others wait for."""
    parts = [f"{done.graded} graded"]
    for (course, language), count in sorted(done.waiting.items()):
        waits = "waits" if count == 1 else "wait"
        parts.append(f"{count} {waits} for the key sheet of {course}, {language}")
    if done.failed:
        parts.append(f"{done.failed} cannot be graded")
    echo_row(", ".join(parts))
