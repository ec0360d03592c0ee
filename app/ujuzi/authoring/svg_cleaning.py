"""An SVG of a drawing program, made into one that a pack may hold.

What `packs.lesson.drawing` does not list is left out, and told by line; plain style rules become
attributes, so that no colour is lost. What comes out is looked through by that same list. Draws
nothing, and fetches nothing: a document type is never read from elsewhere.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

import cssselect2
import tinycss2

from ujuzi.packs.lesson.drawing import (
    ATTRIBUTES,
    BYTES_MOST,
    DEPTH_MOST,
    ELEMENTS,
    INSTEAD,
    NAMESPACES,
    OPEN_ENDED,
    OUTSIDE,
    SVG,
    XLINK,
    Fault,
    svg_faults,
)

LINE = "line"
"""The attribute that keeps an element's line until it is written."""
RULES_MOST = 2_000
VARIABLE = "var("
"""What CSS says elsewhere, and no drawing does."""
UNWRAPPED = frozenset({"a"})
"""Elements that go, while what is in them stays."""


def cleaned_svg(data: bytes) -> tuple[bytes, list[Fault]] | None:
    """Return a drawing as a pack may hold it, and what was left out.

    None where it cannot be: it is no drawing, too large, or a program, which an author should know.
    """
    try:
        root, told = _read(data)
    except (UnicodeDecodeError, expat.ExpatError, ValueError, RecursionError):
        return None
    if any(_parts(each.tag)[1].lower() == "script" for each in root.iter()):
        return None
    _style(root, told)
    _clean(root, told, 0)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    clean = ET.tostring(root, encoding="utf-8")
    return None if any(svg_faults(clean)) else (clean, sorted(set(told)))


def _read(data: bytes) -> tuple[ET.Element, list[Fault]]:
    """Return the tree, its elements with their lines; entities of the file itself are read."""
    if len(data) > BYTES_MOST:
        raise ValueError("too large")
    told: list[Fault] = []
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")

    def doctype(*_: object) -> None:
        told.append(Fault(parser.CurrentLineNumber, "the document type was left out"))

    def enter(name: str, attributes: dict[str, str]) -> None:
        found = {_qualified(key): value for key, value in attributes.items()}
        builder.start(_qualified(name), {**found, LINE: str(parser.CurrentLineNumber)})

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = enter
    parser.EndElementHandler = lambda name: builder.end(_qualified(name))
    parser.CharacterDataHandler = builder.data
    is_final = True
    parser.Parse(data, is_final)
    return builder.close(), told


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _parts(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition("}")
    return namespace.removeprefix("{"), local


def _style(root: ET.Element, told: list[Fault]) -> None:
    """Write plain rules as attributes: by specificity and order, a `style` of its own last."""
    matcher = cssselect2.Matcher()
    rules = 0
    for sheet in root.iter():
        if _parts(sheet.tag)[1] != "style" or _parts(sheet.tag)[0] not in NAMESPACES:
            continue
        line = int(sheet.get(LINE, "1"))
        for rule in tinycss2.parse_stylesheet(
            "".join(sheet.itertext()), skip_comments=True, skip_whitespace=True
        ):
            rules += 1
            if rule.type != "qualified-rule" or rules > RULES_MOST:
                told.append(Fault(line, "a rule of its style sheet was left out"))
                continue
            declared = list(_declared(rule.content, told, line))
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                told.append(Fault(line, "a rule of its style sheet was left out"))
                continue
            for selector in selectors:
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, declared)
    wrapped = cssselect2.ElementWrapper.from_xml_root(root)
    for element in wrapped.iter_subtree():
        node = element.etree_element
        found: dict[str, tuple[bool, str]] = {}
        style = tinycss2.parse_component_value_list(node.get("style", ""))
        own = list(_declared(style, told, int(node.get(LINE, "1"))))
        matches = [declared for _, _, _, declared in matcher.match(element)]
        for name, value, important in (each for match in (*matches, own) for each in match):
            if important or not found.get(name, (False, ""))[0]:
                found[name] = (important, value)
        if found or "style" in node.attrib:
            node.attrib.pop("style", None)
            for name, (_, value) in found.items():
                node.set(name, value)


def _declared(
    content: list[object], told: list[Fault], line: int
) -> Iterator[tuple[str, str, bool]]:
    """Yield name, value and importance of declarations that a drawing may have."""
    for each in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration" or each.lower_name not in ATTRIBUTES:
            continue
        value = tinycss2.serialize(each.value).strip()
        if OUTSIDE.search(value) or "\\" in value or VARIABLE in value:
            told.append(Fault(line, f"{each.lower_name} was left out: write what it is"))
        else:
            yield each.lower_name, value, each.important


def _clean(element: ET.Element, told: list[Fault], depth: int) -> None:
    """Leave out of an element, and of all in it, what is not listed."""
    line = int(element.attrib.pop(LINE, "1"))
    for name, value in list(element.attrib.items()):
        namespace, local = _parts(name)
        href = local == "href" and namespace in {"", XLINK}
        listed = namespace == "" and (local in ATTRIBUTES or local.startswith(OPEN_ENDED))
        if (href and value.startswith("#")) or (listed and not OUTSIDE.search(value)):
            continue
        del element.attrib[name]
        if namespace in {"", XLINK}:
            told.append(Fault(line, f"the attribute {local} was left out"))
    for place in reversed(range(len(element))):
        child = element[place]
        namespace, local = _parts(child.tag)
        line = int(child.get(LINE, "1"))
        if namespace in NAMESPACES and local in ELEMENTS and depth < DEPTH_MOST:
            _clean(child, told, depth + 1)
            if local == "use" and not any(_parts(name)[1] == "href" for name in child.attrib):
                told.append(Fault(line, "<use> was left out: it draws nothing of this file"))
                _take_out(element, place)
        elif namespace in NAMESPACES and local in UNWRAPPED and depth < DEPTH_MOST:
            child.tag = f"{{{SVG}}}g"
            told.append(Fault(int(child.get(LINE, "1")), f"<{local}> was left out"))
            _clean(child, told, depth + 1)
        else:
            if namespace in NAMESPACES and local != "style":
                instead = f": {INSTEAD[local]}" if local in INSTEAD else ""
                sentence = f"<{local}> was left out{instead}"
                told.append(Fault(int(child.get(LINE, "1")), sentence))
            _take_out(element, place)


def _take_out(element: ET.Element, place: int) -> None:
    """Remove a child; the words after it stay."""
    words = element[place].tail or ""
    if place:
        element[place - 1].tail = (element[place - 1].tail or "") + words
    else:
        element.text = (element.text or "") + words
    del element[place]
