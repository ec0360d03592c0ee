"""`ujuzi-hub`, also as `python -m ujuzi.hub`: loads nothing before Ctrl-C may come."""

from __future__ import annotations

from ujuzi import interrupts


def main() -> None:
    """Run the command that was asked for, and leave with its status."""
    interrupts.end_at_once()
    from ujuzi.hub.commands.cli import main as run_command

    run_command()


if __name__ == "__main__":
    main()
