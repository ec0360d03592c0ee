"""A hub of a campus beside the Windows of `make stick-check`, and what computers do with it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stick.wine import until
from ujuzi.hub.store.wrapping import KEY_FILE_VARIABLE

if TYPE_CHECKING:
    from stick.check import Newcomer

COMMAND = (sys.executable, "-c", "from ujuzi.hub.commands.cli import main; main()")
LOOPBACK, PORT = "127.0.0.1", 8799
CAMPUS = "campus-1"
"""What a new hub has."""
POINT = "c:\\users\\Public\\Point"


class Hub:
    """A hub of this checkout, which listens here."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._database = ("--database", f"sqlite:///{folder}/hub.sqlite3")
        self._told = {**os.environ, KEY_FILE_VARIABLE: str(folder / "hub.key")}
        self.address = f"http://{LOOPBACK}:{PORT}"
        serving = (*COMMAND, *self._database, "serve", "--port", str(PORT))
        self.process = subprocess.Popen(serving, env=self._told, stdout=subprocess.DEVNULL)
        until(self._listens, "the hub listens")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, PORT)) == 0

    def run(self, *words: str) -> str:
        """Return what another command of the hub says."""
        command = (*COMMAND, *self._database, *words)
        return subprocess.check_output(command, env=self._told, text=True)


@contextmanager
def hub(folder: Path) -> Iterator[Hub]:
    """Have a hub for a while."""
    served = Hub(folder)
    try:
        yield served
    finally:
        served.process.terminate()
        served.process.wait()


def registered(person: Newcomer, served: Hub) -> str:
    """Install with the registration file of a campus, and let the hub take the computer in.

    Its data is at `POINT`. Returns what the hub calls it.
    """
    file = person.wine.home / "lab.json"
    served.run("registration", CAMPUS, str(file), "--address", served.address)
    person.set_up(f"/REGISTRATION=z:\\check\\lab.json /DATA={POINT}")
    person.ujuzi("sync", fails=True)  # now the hub knows of it
    (waiting,) = served.run("admit").splitlines()
    device = waiting.split()[0]
    served.run("admit", device)
    person.ujuzi("sync")
    assert device in served.run("devices")
    return device


def collected(person: Newcomer, served: Hub, root: str, here: Path, data: str, device: str) -> None:
    """Open a collection point in the window, and bring it what people did in another folder."""
    served.run("relay", device)
    file = person.wine.home / "one.json"
    served.run("code", CAMPUS, "--file", str(file), "--address", served.address)
    person.ujuzi("register", "z:\\check\\one.json", "--data-dir", data)
    book = person.wine.home / "report.xlsx"
    person.open(root, here, "collect", "workbook z:\\check\\report.xlsx", picture="collecting")
    visit = ("relay", "visit", LOOPBACK, "--json", "--data-dir", data)
    done = json.loads(person.ujuzi(*visit))
    assert done["visit"]["holds"] > 0, done
    with zipfile.ZipFile(book) as opened:
        assert b"=1+1" in opened.read("xl/sharedStrings.xml")
