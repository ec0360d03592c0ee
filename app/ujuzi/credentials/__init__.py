"""Keys and signatures: bytes and a key in, a verdict out. Knows no person, no pack, no clock."""
