"""`ujuzi relay`: the collection point of a campus."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(name="relay")
def group() -> None:
    """The collection point of a campus on its network."""


@group.command(hidden=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--host", default="0.0.0.0", show_default=True, help="Where it listens.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="0: any that is free.")
def serve(folder: Path, host: str, port: int) -> None:
    """Serve what lies in FOLDER, for whoever started this process.

    It ends with its standard input.
    """
    from ujuzi.relay.serve import say_started
    from ujuzi.relay.serve import serve as run

    run(folder, host, port, say_started)
