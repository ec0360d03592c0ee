"""The commands of `ujuzi-hub` that have a subject of their own; `hub.cli` gathers them."""
