"""How events travel up and documents down: signed batches, and one exchange over three roads."""
