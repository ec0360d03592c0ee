"""A form gives its file, and nobody keeps the hub busy with one."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ujuzi.errors import RefusedError
from ujuzi.hub.verify.form import MAX_HEADER_BYTES, MAX_HEADERS, MAX_PARTS, file_in

FORM = "multipart/form-data; boundary=b"
FILE = b'--b\r\ncontent-disposition: form-data; name="file"; filename="c.json"\r\n\r\n'
FIELD = b'--b\r\ncontent-disposition: form-data; name="field"\r\n\r\nx\r\n'
END = b"\r\n--b--\r\n"
MEGABYTE = 1 << 20
CPU_SECONDS = 2


@given(st.binary(max_size=300))
@example(b"")
@example(b"\r\n--")
@example(b"\r\n--b")
@example(b"--b--")
def test_a_file_comes_out_as_it_went_in(data: bytes) -> None:
    if b"\r\n--b" in b"\r\n" + data:
        return  # no browser takes a boundary that stands in the file
    form = FIELD + FILE + data + END
    assert file_in(FORM, form) == data
    assert file_in('Multipart/Form-Data; charset=utf-8; boundary="b"', form) == data


def test_the_first_of_several_files_counts() -> None:
    assert file_in(FORM, FIELD + FILE + b"one\r\n" + FILE + b"two" + END) == b"one"


def test_a_form_without_a_file_has_none() -> None:
    assert file_in(FORM, FIELD + b"--b--\r\n") == b""


def test_what_is_missing_at_the_end_does_not_matter() -> None:
    assert file_in(FORM, FILE + b"{}") == b"{}"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("", FILE + b"{}" + END),
        ("text/plain; boundary=b", FILE + b"{}" + END),
        ("multipart/mixed; boundary=b", FILE + b"{}" + END),
        ("multipart/form-data", FILE + b"{}" + END),
        (f"multipart/form-data; boundary={'b' * 300}", b""),
        (FORM, b"{}"),
        (FORM, FIELD * (MAX_PARTS + 1)),
        (FORM, b"--b\r\n" + b"a: b\r\n" * (MAX_HEADERS + 1)),
        (FORM, b"--b\r\na: " + b"b" * MAX_HEADER_BYTES + b"\r\n"),
        (FORM, b"--b\r\n" + b"a" * MAX_HEADER_BYTES + b": b\r\n"),
        (FORM, b"--b\r\nno header\r\n\r\nx" + END),
        (FORM, b"--b\r\ncontent-type: multipart/mixed; boundary=c\r\n\r\n--c--" + END),
    ],
    ids=[
        "no type", "another type", "another form", "no boundary", "a long boundary", "no part",
        "many parts", "many headers", "a long header", "a long name", "no header",
        "a form in the form",
    ],
)  # fmt: skip
def test_what_no_browser_sends_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        file_in(content_type, body)
    assert refusal.value.code == "form-malformed"


LARGE = {
    "parts in parts": b"".join(
        b"--b%d\r\ncontent-type: multipart/mixed; boundary=b%d\r\n\r\n" % (number, number + 1)
        for number in range(15_000)
    ),
    "parts beside parts": b"--b\r\n\r\n\r\n" * (MEGABYTE // 9),
    "headers": b"--b\r\n" + b"a:\r\n" * (MEGABYTE // 4),
    "a header": b"--b\r\na:" + b";" * MEGABYTE,
    "ends of lines": FILE + b"\r\n" * (MEGABYTE // 2),
    "half boundaries": FILE + b"\r\n--" * (MEGABYTE // 4),
    "boundaries that are none": FILE + b"\r\n--b-" * (MEGABYTE // 6),
    "nothing before the first": b"\r\n" * (MEGABYTE // 2),
    "zeros": bytes(MEGABYTE),
}


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("boundary", ["b", "b0", "b" * 250, "\r\n", "-" * 250])
def test_the_largest_form_is_read_or_refused_soon(name: str, boundary: str) -> None:
    before = time.thread_time()
    with suppress(RefusedError):
        file_in(f"multipart/form-data; boundary={boundary}", LARGE[name])
    assert time.thread_time() - before < CPU_SECONDS


@given(st.binary(max_size=400), st.text(max_size=60))
def test_whatever_the_bytes_are_they_are_a_form_or_refused(body: bytes, content_type: str) -> None:
    for form, kind in ((body, content_type), (body, FORM), (b"--b\r\n" + body, FORM)):
        with suppress(RefusedError):
            file_in(kind, form)
