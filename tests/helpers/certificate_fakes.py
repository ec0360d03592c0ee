"""Certificates that pages show in tests, and a service that keeps them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from helpers.certificates import AFTER, CERTIFICATE, HUB, issued, trust, written
from ujuzi.credentials.stub import printed_code, write_stub
from ujuzi.credentials.trust import Trust
from ujuzi.errors import UjuziError
from ujuzi.services.assess.certificates import Checker, HeldCertificate, Knowledge, ListOffer

CREDENTIAL = written(issued())
HELD = HeldCertificate(
    certificate=CERTIFICATE,
    credential=CREDENTIAL,
    stub=write_stub(CERTIFICATE, HUB),
    code=printed_code(CERTIFICATE.id),
    address="https://hub.example/verify",
)


@dataclass
class FakeCertificates:
    """Certificates as given, and a list that a test can take away."""

    kept: tuple[HeldCertificate, ...] = (HELD,)
    known: Trust | None = field(default_factory=trust)
    offer: ListOffer | None = None
    refusal: UjuziError | None = None
    trusted: list[tuple[str, str]] = field(default_factory=list)

    def held(self, _learner: str) -> tuple[HeldCertificate, ...]:
        return self.kept

    def one(self, _learner: str, _certificate: str) -> HeldCertificate:
        return self.kept[0]

    def checker(self) -> Checker:
        return Checker((self.known,) if self.known else (), ())

    def knowledge(self) -> Knowledge | None:
        return None if self.known is None else Knowledge(AFTER, 1)

    def add_list(self, _file: Path) -> ListOffer | None:
        if self.offer is None:
            self.known = trust()
        return self.offer

    def trust_root(self, _file: Path, fingerprint: str, code: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.trusted.append((fingerprint, code))
        self.known = trust()


@dataclass
class FakeDesk:
    certificates: FakeCertificates = field(default_factory=FakeCertificates)
