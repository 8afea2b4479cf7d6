import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sandbox.market import layout as at
from sandbox.market.clocks import MarketClock
from sandbox.market.live import LiveMarket
from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS
from sandbox.market.store import FolderForeign, FolderTaken

NOON = 1_795_262_400_000
Open = Callable[[int], LiveMarket]


class Wall:
    """A clock that stands where it is put."""

    def __init__(self, ms: int) -> None:
        self.ms = ms

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def wall() -> Wall:
    return Wall(NOON + 12_345)


@pytest.fixture
def reopen(tmp_path: Path, wall: Wall) -> Callable[[], LiveMarket]:
    return lambda: LiveMarket.open(tmp_path / "a", 4, MarketClock(1.0, wall), ("BTC", "KAS"), history_days=3.0)


def _run(live: LiveMarket, wall: Wall, seconds: int) -> None:
    for _ in range(seconds):
        wall.ms += 1000
        assert live.step() == 1


def _rows(live: LiveMarket, step_ms: int) -> np.ndarray:
    return live.market.listings["BTCUSDT"].history.bars(step_ms)[1].copy()


def test_what_was_shown_before_a_kill_is_there_after_it(reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    live = reopen()
    _run(live, wall, 150)
    minutes, hours = _rows(live, MINUTE_MS), _rows(live, HOUR_MS)
    positions = live.market.true_levels("BTCUSDT")
    live.store.close()  # what a kill does: nothing is written any more

    again = reopen()
    assert again.market.now_ms == live.market.now_ms
    assert np.array_equal(_rows(again, MINUTE_MS), minutes)
    assert np.array_equal(_rows(again, HOUR_MS), hours)
    assert np.array_equal(again.market.true_levels("BTCUSDT").liquidation_price_usd, positions.liquidation_price_usd)
    again.store.close()


def test_a_killed_market_goes_on_as_if_it_had_not_been(tmp_path: Path, wall: Wall) -> None:
    def make(name: str) -> LiveMarket:
        return LiveMarket.open(tmp_path / name, 4, MarketClock(1.0, wall), ("BTC",), history_days=2.0)

    steady, killed = make("steady"), make("killed")
    for _ in range(90):
        wall.ms += 1000
        steady.step()
        killed.step()
    killed.store.close()
    killed = make("killed")
    for _ in range(60):
        wall.ms += 1000
        steady.step()
        killed.step()
    assert np.array_equal(_rows(steady, MINUTE_MS), _rows(killed, MINUTE_MS))
    steady.store.close()
    killed.store.close()


@pytest.mark.parametrize("away_ms", [30 * MINUTE_MS, 9 * HOUR_MS, 80 * HOUR_MS, 45 * DAY_MS])
def test_time_away_is_caught_up_and_the_past_stays(reopen: Callable[[], LiveMarket], wall: Wall, away_ms: int) -> None:
    live = reopen()
    _run(live, wall, 20)
    before_ms, before = live.market.now_ms, _rows(live, 30 * MINUTE_MS)[:-1]
    live.store.close()
    wall.ms += away_ms
    again = reopen()
    assert wall.ms - 1000 < again.market.now_ms <= wall.ms
    open_ms, rows = again.market.listings["BTCUSDT"].history.bars(30 * MINUTE_MS)
    assert (np.diff(open_ms) == 30 * MINUTE_MS).all()
    assert np.array_equal(rows[: len(before)], before)
    assert again.market.now_ms > before_ms
    recent = again.market.bars("BTCUSDT", MINUTE_MS).last(60)
    assert (np.diff(recent.open_ms) == MINUTE_MS).all()
    state = again.market.listings["BTCUSDT"].state
    assert state.integers[at.K_LONG] - state.integers[at.K_SHORT] + state.integers[at.K_MAKER :].sum() == 0
    again.store.close()


def test_a_sleeping_machine_is_caught_up_while_running(reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    live = reopen()
    wall.ms += 10 * HOUR_MS
    while live.step():
        pass
    assert wall.ms - live.market.now_ms < 1000
    live.store.close()


def test_a_clock_set_back_does_not_turn_the_market_back(reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    live = reopen()
    _run(live, wall, 5)
    now_ms = live.market.now_ms
    wall.ms -= HOUR_MS
    assert live.step() == 0
    assert live.market.now_ms == now_ms
    live.store.close()


def test_a_full_disk_loses_nothing(reopen: Callable[[], LiveMarket], wall: Wall, tmp_path: Path) -> None:
    live = reopen()
    _run(live, wall, 70)
    (tmp_path / "a" / "state.npz.new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space"):
        live.store.write(live.store.prepare(live.market))
    _run(live, wall, 30)
    minutes = _rows(live, MINUTE_MS)
    live.store.close()
    (tmp_path / "a" / "state.npz.new").unlink()
    again = reopen()
    assert np.array_equal(_rows(again, MINUTE_MS), minutes)
    again.store.close()


def test_two_cannot_keep_one_folder_and_the_first_goes_on(reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    live = reopen()
    with pytest.raises(FolderTaken):
        reopen()
    _run(live, wall, 2)
    live.store.close()


def test_a_folder_of_another_seed_is_left_alone(tmp_path: Path, reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    live = reopen()
    live.store.close()
    with pytest.raises(FolderForeign, match="seed 4"):
        LiveMarket.open(tmp_path / "a", 5, MarketClock(1.0, wall), ("BTC", "KAS"), history_days=3.0)
    reopen().store.close()


def test_a_folder_of_an_older_layout_is_made_anew(tmp_path: Path, reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    reopen().store.close()
    path = tmp_path / "a" / "state.npz"
    with np.load(path) as saved:
        arrays = dict(saved)
    meta = json.loads(arrays.pop("meta").tobytes())
    shorter = {**arrays, "floats": arrays["floats"][:, :-1]}
    older = {**meta, "layout": meta["layout"] - 1}
    np.savez(path, meta=np.frombuffer(json.dumps(older).encode(), np.uint8), **shorter)
    wall.ms += HOUR_MS
    live = reopen()
    assert live.market.epoch_ms == wall.ms // MINUTE_MS * MINUTE_MS
    _run(live, wall, 70)
    minutes = _rows(live, MINUTE_MS)
    live.store.close()
    again = reopen()
    assert np.array_equal(_rows(again, MINUTE_MS), minutes)
    again.store.close()


def test_a_damaged_folder_is_made_anew(tmp_path: Path, reopen: Callable[[], LiveMarket], wall: Wall) -> None:
    reopen().store.close()
    (tmp_path / "a" / "bars-1m.bin").write_bytes(b"short")
    live = reopen()
    assert len(live.market.bars("BTCUSDT", MINUTE_MS)) > 1000
    live.store.close()
    reopen().store.close()
