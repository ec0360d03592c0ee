"""The credential that is attached to a certificate's PDF.

A PDF may come from anyone: its size is bounded, and how much of it is inflated, by any filter or by
several in a row; what cannot be read is no certificate. Only the attachment of our name is looked
at; the page that a person sees is not judged here.
"""

from __future__ import annotations

import io
import logging

from ujuzi.errors import Code, RefusedError

PDF = b"%PDF-"
NAME = "credential.json"
MAX_BYTES = 8_000_000
MAX_INFLATED_BYTES = 1_000_000
"""Of one stream, after each of its filters; a credential has 20,000."""
BOUNDS = (
    "array_based_stream_maximum_output_length",
    "brotli_maximum_output_length",
    "flate_maximum_row_length",
    "jbig2_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "zlib_maximum_output_length",
    "zlib_maximum_recovery_input_length",
)
"""What pypdf calls that."""


def attached(pdf: bytes) -> bytes | None:
    """Return the credential attached to a PDF, or None where there is none.

    Raises RefusedError `not-a-pdf` where it cannot be read, and `baked-twice` where several of that
    name are attached.
    """
    if len(pdf) > MAX_BYTES:
        raise _not_a_pdf()
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        with apply_configuration(None, **dict.fromkeys(BOUNDS, MAX_INFLATED_BYTES)):
            found = PdfReader(io.BytesIO(pdf)).attachments.get(NAME)
    # pypdf meets a broken file with errors of Python's own as well.
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError,
            RecursionError, AssertionError, NotImplementedError) as error:  # fmt: skip
        raise _not_a_pdf() from error
    if found and len(found) > 1:
        raise RefusedError(Code.BAKED_TWICE, "Several credentials are attached to this PDF.")
    return found[0] if found else None


def _not_a_pdf() -> RefusedError:
    return RefusedError(Code.NOT_A_PDF, "This PDF cannot be read.")
