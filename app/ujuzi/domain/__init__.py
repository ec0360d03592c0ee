"""What things are and what they mean: frozen data and pure rules. No I/O, no clock, no random."""
