"""`ujuzi-hub serve`: prepare a hub, and serve it."""

from __future__ import annotations

import os
import socket
import sys
from urllib.parse import urlsplit

import click

from ujuzi.errors import Code, WorldError
from ujuzi.hub.actions import upkeep
from ujuzi.hub.actions.access import Access
from ujuzi.hub.commands.access import pass_served
from ujuzi.hub.commands.options import web_address
from ujuzi.hub.commands.upkeep import FOR_WHAT
from ujuzi.serving import limits
from ujuzi.terminal import say

EVERYWHERE = {"0.0.0.0", "::"}
LOOPBACK = {"127.0.0.1", "::1", "localhost", *EVERYWHERE}


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at: 0.0.0.0 lets other computers reach the hub.",
)
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="The port to listen at.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1),
    help="Processes; needs PostgreSQL.",
)
@click.option(
    "--address",
    callback=web_address,
    help="Where people reach this hub, as https://hub.example.org; stands on certificates.",
)
@pass_served
def serve(access: Access, host: str, port: int, workers: int, address: str) -> None:
    """Serve. A new hub prints on a terminal its first registration code and password."""
    import uvicorn

    if workers > 1 and not access.database.is_postgresql:
        raise click.UsageError("Several workers need --database postgresql://...")
    _check_free(host, port)
    local = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    say(_reached(host, port, local))
    _wrap_keys(access)
    _welcome(access)
    _prepare(access, address, local)
    sys.stdout.flush()
    uvicorn.run(
        "ujuzi.hub.asgi:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        http="ujuzi.serving.protocol:Connection",
        ws="none",
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=limits.GRACEFUL_SECONDS,
        server_header=False,
        date_header=False,
    )


def _reached(host: str, port: int, local: str) -> str:
    """Return where this hub is, and whether other computers reach it."""
    if host in EVERYWHERE:
        others = " or ".join(f"http://{address}:{port}" for address in _addresses())
        return (
            f"Hub at http://127.0.0.1:{port}. Other computers reach it at"
            f" {others or 'no address yet: this one is in no network'}, where its firewall lets"
            " them."
        )
    if host in LOOPBACK:
        return (
            f"Hub at {local}. Only this computer reaches it; start with --host 0.0.0.0 for others."
        )
    return f"Hub at {local}. Other computers reach it there, where its firewall lets them."


def _addresses() -> list[str]:
    """Return the addresses of this computer in its networks."""
    import psutil

    return sorted(
        each.address
        for card in psutil.net_if_addrs().values()
        for each in card
        if each.family == socket.AF_INET and not each.address.startswith("127.")
    )


def _wrap_keys(access: Access) -> None:
    """Give a hub its keys, wrapped; say where the file lies without which nothing opens them."""
    wrapped = upkeep.wrap_keys(access)
    if wrapped.lay_open:
        say(
            "This hub's private keys lay open in its database, and are wrapped now. Backups made"
            " before hold them as they were: destroy those as soon as you have new ones."
        )
    if wrapped.file is not None:
        say(
            f"What wraps this hub's private keys is {wrapped.file}: copy it to a safe place, apart"
            " from the database and its backups. Without it this hub cannot be started again."
        )


def _welcome(access: Access) -> None:
    """Print what opens a hub that nobody looks after yet.

    Codes are printed on a terminal alone, so that no journal and no file keeps them.
    """
    opened = upkeep.welcome(access, makes_codes=is_terminal())
    if opened is None:
        return
    if not opened.campus:
        say("There is no campus yet: ujuzi-hub organisation add --help")
    elif opened.code:
        say(f"Registration code for {opened.campus}: {opened.code}")
    else:
        say(f"To register a first computer, type: ujuzi-hub code {opened.campus}")
    name = upkeep.FIRST_ADMINISTRATOR
    if opened.password:
        say(f"First administrator: {name}, one-time password {opened.password} ({FOR_WHAT})")
    else:
        say(f"For a first administrator, type: ujuzi-hub administrator {name} ({FOR_WHAT})")


def _prepare(access: Access, address: str, local: str) -> None:
    """Give a hub its address and its keys."""
    prepared = upkeep.prepare(access, address, local)
    if prepared.made_root:
        say(
            "This hub has made a root of its own, so that certificates work at once. For real"
            " use make one offline: `ujuzi-hub root new`."
        )
    if prepared.doubted:
        say(str(prepared.doubted))
    if urlsplit(prepared.address).hostname in LOOPBACK:
        say(
            f"Certificates will say {prepared.address}, which only this machine reaches; for real"
            " use start with --address https://..."
        )


def is_terminal() -> bool:
    """Whether what is printed is seen, and not kept."""
    return sys.stdout.isatty()


def _check_free(host: str, port: int) -> None:
    """Return only if a hub can listen there; raises WorldError `port-taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # elsewhere it would take what another listens at
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorldError(
                Code.PORT_TAKEN,
                f"Port {port} of {host} cannot be listened at. Is a hub running already? Choose"
                " another with --port.",
                reason=error.strerror or "",
            ) from error
