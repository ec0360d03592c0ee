"""What may stand in a lesson's HTML, and nothing else: the last gate before it is drawn.

Holds whatever wrote the HTML: no scripts, no styles, no handlers, no addresses but `pack:` for
pictures and `activity:`, `#anchor`, `http(s):` and `mailto:` for links. Pure.
"""

from __future__ import annotations

from typing import Final

import nh3

TAGS: Final[dict[str, set[str]]] = {
    "a": {"href", "class"},
    "blockquote": {"class"},
    "br": set(),
    "code": set(),
    "em": set(),
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "hr": set(),
    "img": {"src", "alt", "class"},
    "li": set(),
    "ol": {"start"},
    "p": {"class"},
    "pre": {"class"},
    "s": set(),
    "span": {"class"},
    "strong": set(),
    "table": {"class"},
    "tbody": set(),
    "td": {"align"},
    "th": {"align"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
SCHEMES: Final = {"activity", "http", "https", "mailto", "pack"}


def sanitised(markup: str) -> str:
    """Return HTML without anything that `TAGS` does not name."""
    return nh3.clean(
        markup,
        tags=set(TAGS),
        attributes={tag: attributes for tag, attributes in TAGS.items() if attributes},
        attribute_filter=_kept_attribute,
        url_schemes=SCHEMES,
        url_relative=lambda address: address if address.startswith("#") else None,
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def _kept_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if value.startswith("pack:") else None
    if attribute == "href":
        return None if value.startswith("pack:") else value
    return value
