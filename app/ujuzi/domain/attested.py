"""Which competencies a pass attests, and with what result each.

One total says little of its parts: who has nothing right of one competency and all of the others
may pass. So a certificate names the competencies that were reached (`grading.reached`). Alignments
of an achievement are IRIs and the items of a bank name competencies by ids: the assessment says
which is which (`Assessment.attests`), or else their codes do, `unesco-ai-cft:1.1` and `...#1.1`.

An alignment that no competency of the assessment is found for is attested by the whole, as long as
something was right of every part.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from ujuzi.domain.achievement import Achievement, CompetencyScore
from ujuzi.domain.grading import Graded, needed, reached

_CODE = re.compile(r"[^#/:]*$")


def attested(
    achievement: Achievement, graded: Graded, attests: Mapping[str, str]
) -> tuple[Achievement, tuple[CompetencyScore, ...]]:
    """Return an achievement with the alignments that a result attests, and the score of each.

    `attests` maps alignments (IRIs) to competencies, where the assessment says so.
    """
    tallies = {tally.competency: tally for tally in graded.competencies}
    competencies = competencies_of(achievement, tallies.keys(), attests)
    shown = set(reached(graded))
    everything = all(tally.right for tally in graded.competencies)
    kept, scores = [], []
    for alignment in achievement.alignments:
        competency = competencies.get(alignment.iri)
        if competency is None:
            if everything:
                kept.append(alignment)
        elif competency in shown:
            tally = tallies[competency]
            kept.append(alignment)
            scores.append(
                CompetencyScore(
                    alignment=alignment.iri,
                    reached=tally.right,
                    possible=tally.items,
                    needed=max(1, math.ceil(tally.items * needed(graded, competency) / 100)),
                )
            )
    return replace(achievement, alignments=tuple(kept)), tuple(scores)


def competencies_of(
    achievement: Achievement, names: Collection[str], attests: Mapping[str, str]
) -> dict[str, str]:
    """Return the competency of each alignment, by its IRI; without those that have none.

    Where a code fits several, it fits none.
    """
    by_code: dict[str, list[str]] = {}
    for name in names:
        by_code.setdefault(_code(name), []).append(name)
    codes = Counter(_code(alignment.iri) for alignment in achievement.alignments)
    found = {
        alignment.iri: by_code[code][0]
        for alignment in achievement.alignments
        if (code := _code(alignment.iri)) and codes[code] == 1 and len(by_code.get(code, ())) == 1
    }
    iris = {alignment.iri for alignment in achievement.alignments}
    return found | {iri: name for iri, name in attests.items() if iri in iris}


def _code(name: str) -> str:
    """Return what stands behind the last separator of an IRI or a competency's id."""
    found = _CODE.search(name)
    return found[0] if found else ""
