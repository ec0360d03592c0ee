"""A pace lets through what it promises, whoever asks, and from however many threads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from ujuzi.serving import limits
from ujuzi.serving.limits import TokenBuckets, TooOftenError

AT_ONCE, THREADS, ROUNDS = 40, 8, 60


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns as often as the interpreter can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def admitted(pace: TokenBuckets, asks: int) -> int:
    count = 0
    for _ in range(asks):
        with suppress(TooOftenError):
            pace.spend("lab")
            count += 1
    return count


@pytest.mark.usefixtures("restless")
def test_threads_that_ask_at_once_share_one_allowance() -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(ROUNDS):
            pace = TokenBuckets(AT_ONCE, 0.0)
            let_in = pool.map(lambda asks, pace=pace: admitted(pace, asks), [AT_ONCE] * THREADS)
            assert sum(let_in) == AT_ONCE


def test_an_allowance_grows_with_time_up_to_what_it_was() -> None:
    now = [0.0]
    pace = TokenBuckets(2, 0.5, lambda: now[0])

    assert admitted(pace, 5) == 2
    now[0] += 2
    assert admitted(pace, 5) == 1
    now[0] += 3600
    assert admitted(pace, 5) == 2


@pytest.mark.parametrize("every", [0.1, 1.5, 1.9])
def test_whoever_asks_steadily_is_let_in_as_often_as_was_promised(every: float) -> None:
    now = [0.0]
    pace = TokenBuckets(2, 0.5, lambda: now[0])
    let_in = 0

    while now[0] < 600:
        let_in += admitted(pace, 1)
        now[0] += every

    assert 298 <= let_in <= 302


def test_it_forgets_who_asked_longest_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_DEVICES_REMEMBERED", 2)
    pace = TokenBuckets(1, 0.0)

    for name in ("first", "second", "third", "first"):
        pace.spend(name)
    with pytest.raises(TooOftenError):
        pace.spend("third")


def test_in_one_network_each_address_of_it_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "fd00:1:2:3::1", "fd00:1:2:3::2"
    assert limits.network_of(one) == limits.network_of(other)
    monkeypatch.setattr(limits, "OWNER_BITS", limits.OWNER_BITS)  # put back afterwards
    limits.count_whole_addresses()
    try:
        assert limits.network_of(one) != limits.network_of(other)
        assert limits.network_of(one) == limits.network_of(f"{one}%eth0")
        assert limits.network_of("::ffff:192.0.2.1") == limits.network_of("192.0.2.1")
    finally:
        limits.network_of.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_process_that_serves_may_open_as_many_files_as_the_system_lets_it() -> None:
    said = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (64, r.getrlimit(7)[1]));"
    said += "from ujuzi.serving import limits;"
    said += "print(limits.open_many_files() == r.getrlimit(r.RLIMIT_NOFILE)[0] > 64)"
    done = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == ["True"], done.stderr
