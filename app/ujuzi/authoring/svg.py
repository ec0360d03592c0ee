"""Whether an SVG is only a drawing: no scripts, no entities, nothing from outside the file.

Reads bytes, draws nothing. Entities and external references are refused by the parser itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

FORBIDDEN = frozenset(
    {
        "script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio",
        "video", "a", "animate", "animatemotion", "animatetransform", "animatecolor", "set",
        "style", "filter", "link", "meta",
    }
)  # fmt: skip
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|@import", re.IGNORECASE)
INLINE_PICTURE = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)


class _Inspector(ContentHandler):
    """Collects what is wrong, with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._depth = 0
        self._locator_ref: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator_ref = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        tag = name.rpartition(":")[2].lower()
        if self._depth == 0 and tag != "svg":
            self._note(f"expected an <svg> drawing, found <{name}>")
        self._depth += 1
        if tag in FORBIDDEN:
            self._note(f"<{name}> may not stand in a drawing")
        for attribute, value in attrs.items():
            self._inspect(attribute, value)

    def endElement(self, _name: str) -> None:
        self._depth -= 1

    def _inspect(self, attribute: str, value: str) -> None:
        local = attribute.rpartition(":")[2].lower()
        inside = value.startswith("#") or INLINE_PICTURE.match(value)
        if local.startswith("on"):
            self._note(f"the script attribute {attribute} may not stand in a drawing")
        elif (local in {"href", "src"} and not inside) or OUTSIDE.search(value):
            self._note(f"{attribute} refers to something outside the file")

    def _note(self, sentence: str) -> None:
        line = (self._locator_ref and self._locator_ref.getLineNumber()) or 1
        self.found.append((line, sentence))


def svg_faults(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of everything that keeps an SVG out of a pack."""
    from xml.sax import SAXException, SAXParseException

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no stubs
    from defusedxml.sax import parseString  # type: ignore[import-untyped]  # no stubs

    inspector = _Inspector()
    try:
        parseString(data, inspector, forbid_dtd=True)
    except DefusedXmlException:
        inspector.found.append((1, "a document type and entities may not stand in a drawing"))
    except SAXParseException as error:
        line = error.getLineNumber() or 1
        inspector.found.append((line, f"expected SVG: {error.getMessage()}"))
    except (SAXException, ValueError, LookupError) as error:
        inspector.found.append((1, f"expected SVG: {error}"))
    yield from inspector.found
