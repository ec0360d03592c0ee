"""The certificate that a relay makes for itself: by its hash alone it is known, not by its dates.

It names nobody, no computer and no address.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

BEGINS, ENDS = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
"""No clock ends it: the hub's record of it does."""


def new_certificate() -> bytes:
    """Return a new private key and its certificate, as PEM in one piece."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ujuzi relay")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.public_bytes(Encoding.PEM)


def fingerprint(pem: bytes) -> bytes:
    """Return the SHA-256 of the certificate in a PEM, which may begin with a private key.

    Raises ValueError where there is none.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    found = x509.load_pem_x509_certificates(pem)[0]
    return hashlib.sha256(found.public_bytes(Encoding.DER)).digest()
