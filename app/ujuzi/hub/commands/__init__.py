"""The commands of `ujuzi-hub` that have a subject of their own; `hub.commands.cli` gathers them."""
