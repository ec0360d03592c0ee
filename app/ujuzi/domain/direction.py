"""Which way a language is written, by its code (BCP 47), and a text, by its letters. Pure.

A script that is named decides (`ha-Arab`, `ff-Adlm`, `ku-Latn`); else the one in which the language
is mostly written, in a territory where it is named: Unicode's CLDR 46, *likely subtags*.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCRIPTS: Final = _words(
    """
    adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc
    mero narb nbat nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sidt sogd sogo syrc
    syre syrj syrn thaa todr yezi
    """
)
"""Scripts that are written from right to left (ISO 15924)."""
LANGUAGES: Final = _words(
    """
    aao abh abv acm acq acw acx adf ae aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arc
    arq ars ary arz ask atn auj auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe
    bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb clh czk dcc def deh dgl dmk dml dv ecy esh
    fa fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk gwc gwf gwt gzi hac haz hbo he hkh
    hnd hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kbu
    kby kcy kfm khw klj kmz kqd ks ktl kvx kxp lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz
    mby mde mfa mfi mhj mid mki mnj mve mvy myz mzn nli nlm nqo ntz nyq oar obm odk oru ota
    otk oui pal pbt pgd phl phn phr phv plk pra prc prd prx ps psh psi pst qxq rdb rhg rmt sam
    sbn scl sd sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smp smy sog sqo sqt srh
    srz ssh sts swb syc syn syr tjo tks tmr tov tra trg trm trw ug ur ush uzs vaf vgr vmh wbk
    wlo wne wni wsv xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr xsa xvi ydg yhd yi yih yud
    zba zdj zrp zum
    """
)
"""Languages that are mostly written in one of them."""
OTHER_CODES: Final = _words(
    "ajp ara arb bcc div fas heb kas per pes pnb prs pus snd uig urd ydd yid"
)
"""What some of them are called too: CLDR writes `fa` for `pes`."""
THERE: Final = _words(
    """
    az-iq az-ir ha-cm ha-sd kk-af kk-cn kk-ir kk-mn ku-iq ku-ir ku-lb ky-cn man-gn ms-cc pa-pk
    tg-pk uz-af
    """
)
"""Languages that are, in these territories."""
NOT_THERE: Final = frozenset({"sd-in", "ug-kz", "ug-mn"})
"""Languages of `LANGUAGES` that are not, in these."""
SCRIPT: Final = re.compile(r"[a-z]{4}")
TERRITORY: Final = re.compile(r"[a-z]{2}|[0-9]{3}")
STRONG: Final[dict[str, Direction]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def is_rtl(language: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    first, *others = language.lower().replace("_", "-").split("-")
    territory = ""
    for each in others:
        if len(each) == 1:  # what follows is an extension, or private
            break
        if SCRIPT.fullmatch(each):
            return each in SCRIPTS
        territory = territory or (each if TERRITORY.fullmatch(each) else "")
    there = f"{first}-{territory}"
    written_so = first in LANGUAGES or first in OTHER_CODES
    return there in THERE or (written_so and there not in NOT_THERE)


def direction_of(text: str) -> Direction | None:
    """Return the one direction of all letters of a text; None where it has both, or neither."""
    found = {STRONG.get(unicodedata.bidirectional(each)) for each in text} - {None}
    return found.pop() if len(found) == 1 else None
