"""Keys and signatures: bytes and a key in, a verdict out. Knows no person, no pack, no clock.

Credential, status lists and key list travel down as documents (`wire.documents`).
`services.assess.certificates` believes what stands under a root that shipped, came with
registration, or was trusted by the steward; `credentials.check` turns any file (credential, badge,
PDF, text of a QR code) into a verdict with no disk, clock or network.
`ui.pictures.certificate_sheet` draws the sheet once for screen, paper and PDF, in the credential's
language and direction.
"""
