"""What `window-ready` starts: the application as `ujuzi` starts it, and nothing beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import ujuzi.__main__  # noqa: F401 - what is loaded first
from ujuzi import desktop


def main(data: Path) -> None:
    """Start, say when the first page stands with its people, tell the memory, and leave."""
    with desktop.loading():
        import ujuzi.services.desk  # noqa: F401 - as in desktop.py
        from ujuzi.ui.application import Session, make_application

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    app = make_application()
    session = Session(app, data)
    arrived: list[bool] = []
    session.start()
    session.window.arrived.connect(lambda: arrived.append(True))
    while not arrived:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for _ in range(3):
        QApplication.processEvents()
    print("ready", flush=True)

    import json

    import psutil

    process = psutil.Process()
    megabytes = process.memory_info().rss / 1e6
    print(json.dumps({"megabytes": megabytes, "processes": 1 + len(process.children())}))
    session.close()


if __name__ == "__main__":
    main(Path(sys.argv[2]))
