r"""The two commands of the README and their helpers; standard library alone.

    make run | make test | make bench ONLY=name      (py packaging\dev.py run on Windows)

Set-up makes `.venv` in the checkout from the locked requirements, hash by hash, and is skipped
when the lock has not changed. `run` keeps its data under build/, never in the person's directory.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "packaging" / "requirements.txt"
HUB_LOCK = ROOT / "packaging" / "hub" / "requirements.txt"
STAMP = VENV / "ujuzi-set-up"
BUILD = ROOT / "build"
INTEROP = ROOT / "tests" / "interop"
CHECKER = ROOT / "packaging" / "checker" / "bundle.py"
COURSES = ROOT / "resources" / "courses"
PUBLISHER = "Ujuzi (this checkout)"
OLDEST_PYTHON = (3, 11)
APT = (
    "sudo apt install git make python3-venv libegl1 libgl1 libfontconfig1 libdbus-1-3"
    " libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
    " libxcb-render-util0 libxcb-shape0 libpulse0"
)
KILLED = ("tests/journeys/test_kills.py", "tests/services/study/test_power_cut.py")
"""What `make kills` does 200 times."""

DRAWN = (
    "tests/domain",
    "tests/hub/people/test_seats.py",
    "tests/sync/test_convergence.py",
    "tests/wire",
)
"""Of what these draw, `make fuzz` draws 200 examples; `make test` draws fewer."""

STICK = {"PYTHONPATH": f"{ROOT / 'packaging'}{os.pathsep}{ROOT / 'app'}"}
SPARK = "pyspark==4.3.0"
CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("lint-imports",),
)

AT_ONCE = ("--numprocesses", "logical", "--maxprocesses", "8", "--dist", "worksteal")
"""The tests share the cores; one that is free takes over from one that has much left."""

IN_MEMORY = Path("/dev/shm")
ROOM_FOR_TESTS = 2 << 30
"""In bytes; of a full run less than half is used."""


def set_up() -> None:
    """Make the virtual environment what the lock says."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Ujuzi needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer.")
    wanted = hashlib.sha256(
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    ).hexdigest()
    if not (STAMP.is_file() and STAMP.read_text() == wanted):
        install()
        STAMP.write_text(wanted)
    compile_translations()


def install() -> None:
    """Create the environment and install the locked packages and this checkout."""
    try:
        import ensurepip  # noqa: F401 - only asks whether venv can work: Debian splits it off
    except ImportError:
        sys.exit(f"Python's venv module is missing. On Debian or Ubuntu:\n  {APT}")
    print("Setting up .venv (once; about 350 MB from PyPI) ...", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", str(LOCK))
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    probe = "from PySide6 import QtWidgets, QtSvg, QtMultimedia, QtPdfWidgets, QtPrintSupport"
    tried = subprocess.run((str(PYTHON), "-c", probe), capture_output=True, text=True, check=False)
    if tried.returncode:
        reason = tried.stderr.strip().splitlines()[-1]
        sys.exit(f"Qt cannot start: {reason}\nOn Debian or Ubuntu:\n  {APT}")


def install_interop() -> None:
    """Install the independent implementation of credentials that the tests check ours against."""
    installed = INTEROP / "node_modules" / ".package-lock.json"
    locked = INTEROP / "package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= locked.stat().st_mtime:
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        sys.exit("The tests need Node and npm. On Debian or Ubuntu:\n  sudo apt install nodejs npm")
    if certificates := ssl.get_default_verify_paths().cafile:  # Node reads only its own, else
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    quietly = ("--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=5")
    run(npm, "ci", "--prefix", str(INTEROP), *quietly)


def compile_translations(*, anew: bool = False) -> None:
    """Turn each .ts into the .qm that the windows load, where it is newer, or each of them anew."""
    target = ROOT / "resources" / "translations"
    for source in sorted((ROOT / "translations").glob("*.ts")):
        compiled = target / f"{source.stem}.qm"
        is_newest = compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime
        if is_newest and not anew:
            continue
        target.mkdir(exist_ok=True)
        run(str(BIN / "pyside6-lrelease"), "-silent", str(source), "-qm", str(compiled))


def translate() -> None:
    """Bring the translations' sources up to date with the texts of the windows."""
    set_up()
    texts = [str(file) for file in sorted((ROOT / "app" / "ujuzi" / "ui").rglob("*.py"))]
    for source in sorted((ROOT / "translations").glob("*.ts")):
        only_plurals = ["-pluralonly"] if source.stem.endswith("_en") else []
        run(
            str(BIN / "pyside6-lupdate"), "-silent", "-no-obsolete", "-locations", "none",
            *only_plurals, *texts, "-ts", str(source),
        )  # fmt: skip


def has_display() -> bool:
    """Whether a window would be seen."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_app() -> None:
    """Open the application with the sample course; without a display, play its journey."""
    set_up()
    if not has_display():
        print("No display: playing the journey offscreen into build/journey/ ...", flush=True)
        environment = {"PYTHONPATH": str(ROOT / "tests"), "QT_QPA_PLATFORM": "offscreen"}
        play("journeys.study", str(BUILD / "journey"), **environment)
        return
    data_dir = BUILD / "data"
    install_samples(data_dir)
    run(str(BIN / "ujuzi"), "--data-dir", str(data_dir))


def verify(certificate: str, known: str) -> None:
    """Say whether a certificate is genuine, with the list that is named or this checkout's own."""
    set_up()
    with_list = ("--list", known) if known else ()
    run(str(BIN / "ujuzi"), "verify", certificate, *with_list, "--data-dir", str(BUILD / "data"))


def install_samples(data_dir: Path) -> None:
    """Sign the sample courses with this checkout's own key and install them."""
    ujuzi = str(BIN / "ujuzi")
    where = ("--data-dir", str(data_dir))
    stamp = data_dir / "samples-installed"
    if stamp.is_file():
        return
    (BUILD / "packs").mkdir(parents=True, exist_ok=True)
    packs = []
    for course in sorted(COURSES.glob("*/*/course.yaml")):
        pack = BUILD / "packs" / f"{course.parts[-3]}-{course.parts[-2]}.ujuzi"
        run(ujuzi, "pack", "build", str(course.parent), "-o", str(pack), *where)
        packs.append(pack)
    run(ujuzi, "keys", "trust", PUBLISHER, "--key", "development", *where)
    for pack in packs:
        run(ujuzi, "pack", "install", str(pack), *where)
    stamp.touch()


def test() -> None:
    """Run every check there is; what takes one core and long goes on beside the rest."""
    with ThreadPoolExecutor() as beside:
        interop = beside.submit(install_interop)
        set_up()
        types = beside.submit(run, str(BIN / "mypy"))
        interop.result()
        run(str(PYTHON), str(CHECKER))
        for check in CHECKS:
            run(str(BIN / check[0]), *check[1:])
        compiled_once = {"PYTHONDONTWRITEBYTECODE": ""}  # tests start hundreds of programs
        with files_of_tests() as folder:
            others = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": folder, "TEMP": folder}
            run(str(PYTHON), "-m", "pytest", *AT_ONCE, **others, **compiled_once)
        types.result()


@contextmanager
def files_of_tests() -> Iterator[str]:
    """Give tests a folder, in memory where there is room: their commits wait for no disk.

    All that they make lies in it, their databases too, and goes with it, also where they are ended.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    room = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM_FOR_TESTS
    with tempfile.TemporaryDirectory(
        prefix="ujuzi-", dir=IN_MEMORY if room else None, ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)  # some tests go on as another account
        yield folder


def bench(only: str) -> None:
    """Print one JSON line a figure."""
    set_up()
    environment = {"PYTHONPATH": str(ROOT / "tests"), "QT_QPA_PLATFORM": "offscreen"}
    run(str(PYTHON), "-m", "bench", *([only] if only else []), **environment)


def test_spark() -> None:
    """Compare what DuckDB and Spark read; Spark gets an environment of its own, with Java 17."""
    set_up()
    spark = BUILD / "spark"
    python = spark / BIN.name / PYTHON.name
    if not python.exists():
        venv.create(spark, with_pip=True, clear=True, symlinks=os.name != "nt")
        run(str(python), "-m", "pip", "install", "--quiet", SPARK)
    run(str(PYTHON), "-m", "spark", str(python), PYTHONPATH=str(ROOT / "tests"))


def kills() -> None:
    """Kill hub, computers and database 200 times; `make test` does so less often."""
    set_up()
    run(str(PYTHON), "-m", "pytest", *KILLED, UJUZI_KILLS="200")


def journeys() -> None:
    """Play a campus's week with forty computers; `make test` plays it with eight."""
    set_up()
    where = str(BUILD / "forty-computers")
    run(str(PYTHON), "-m", "journeys.by_folder", where, PYTHONPATH=str(ROOT / "tests"))


def fuzz(seconds: str) -> None:
    """Feed hostile bytes to what reads them, and draw examples that no test has seen."""
    set_up()
    run(str(PYTHON), "-m", "pip", "install", "--quiet", "--group", "fuzz")
    run(str(PYTHON), "-m", "fuzz", seconds, PYTHONPATH=str(ROOT / "tests"))
    run(str(PYTHON), "-m", "pytest", *DRAWN, UJUZI_EXAMPLES="200")


def stick() -> None:
    """Build what goes on a stick into build/stick; packaging/RELEASE.md says how it is released."""
    set_up()
    compile_translations(anew=True)  # what is newer may be of another commit
    options = {"--key": "KEY", "--extra": "WITH", "--published": "LIKE", "--only": "ONLY"}
    named = [(option, os.environ.get(name, "")) for option, name in options.items()]
    chosen = [word for option, value in named if value for word in (option, value)]
    run(str(PYTHON), "-m", "stick", "build", str(BUILD / "stick"), *chosen, **STICK)


def stick_check() -> None:
    """Try what `stick` built in Wine, as root; pictures go to build/stick-check."""
    set_up()
    run(
        str(PYTHON),
        "-m",
        "stick",
        "wine",
        str(BUILD / "stick"),
        str(BUILD / "stick-check"),
        *(["--fat"] if os.environ.get("FAT") else []),
        **STICK,
    )


def test_windows(only: str) -> None:
    """Run folders of the tests in Wine, as root: the one that is named, or those known to run."""
    set_up()
    folders = [only] if only else []
    run(str(PYTHON), "-m", "stick", "test", str(BUILD / "stick"), *folders, **STICK)


def stick_lock() -> None:
    """Write anew what a stick is built of, after `make lock`."""
    set_up()
    run(str(PYTHON), "-m", "stick", "lock", **STICK)


def lock() -> None:
    """Write the locks anew from pyproject.toml: of everything, and of a server, the same pins."""
    set_up()
    compile_ = (
        str(BIN / "uv"), "pip", "compile", "pyproject.toml", "--universal", "--python-version",
        "3.11", "--generate-hashes", "--quiet", "--no-header", "--no-emit-index-url",
    )  # fmt: skip
    pins = str(LOCK.relative_to(ROOT))
    server = ("--extra", "hub", "--extra", "reports", "--group", "build", "--constraint", pins)
    run(*compile_, "--all-extras", "--output-file", pins)
    run(*compile_, *server, "--output-file", str(HUB_LOCK.relative_to(ROOT)))


def format_code() -> None:
    """Format the code, and mend what can be mended."""
    set_up()
    run(str(BIN / "ruff"), "format", ".")
    run(str(BIN / "ruff"), "check", "--fix", ".")


def run(*command: str, **environment: str) -> None:
    """Run a command in the checkout, and leave with its status where it fails."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def play(*journey: str, **environment: str) -> None:
    """Run a journey; what Qt and FFmpeg say of the machine is shown only where it fails."""
    log = BUILD / "journey.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as errors:
        command = (str(PYTHON), "-m", *journey)
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, stderr=errors, check=False
        )
    if done.returncode:
        print(log.read_text(encoding="utf-8", errors="replace"), file=sys.stderr)
        sys.exit(done.returncode)


def main() -> None:
    """Do what the first argument says."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = (
        "run", "verify", "test", "test-spark", "bench", "kills", "journeys", "fuzz", "lock",
        "format", "translate", "stick", "stick-check", "stick-lock", "test-windows",
    )  # fmt: skip
    parser.add_argument("command", choices=commands)
    parser.add_argument(
        "only",
        nargs="?",
        default="",
        help="one figure of `bench`, the seconds of `fuzz`, the certificate to `verify`",
    )
    parser.add_argument("list", nargs="?", default="", help="the list to `verify` with")
    arguments = parser.parse_args()
    match arguments.command:
        case "run":
            run_app()
        case "verify":
            verify(arguments.only, arguments.list)
        case "test":
            test()
        case "test-spark":
            test_spark()
        case "bench":
            bench(arguments.only)
        case "kills":
            kills()
        case "journeys":
            journeys()
        case "fuzz":
            fuzz(arguments.only or "60")
        case "lock":
            lock()
        case "format":
            format_code()
        case "translate":
            translate()
        case "stick":
            stick()
        case "stick-check":
            stick_check()
        case "stick-lock":
            stick_lock()
        case "test-windows":
            test_windows(arguments.only)


if __name__ == "__main__":
    main()
