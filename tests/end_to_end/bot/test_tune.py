"""/tune: a threshold tried on the past month, kept or dropped; and /audit."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor

import numpy as np
import pytest
from aiohttp import ClientSession

from db.trials import TrialRepository
from engine.market.values import Coin, MarketSource, Venue
from engine.market.windows import Window
from engine.signals.trials.values import HIT, STOPPED, Trials, no_moments
from engine.signals.trials.version import trials_version
from tests.end_to_end.bot.market import NOW, SmallMarket
from tests.end_to_end.bot.person import Someone, buttons, words
from tests.end_to_end.bot.running import Place
from tests.end_to_end.bot.signals import Scene, scene
from tests.end_to_end.bot.test_signals import columns


@pytest.fixture
async def stage(
    place: Place, market: SmallMarket, http: ClientSession, lent_painters: Executor
) -> AsyncIterator[Scene]:
    async with scene(place, market, http, lent_painters) as made:
        yield made


async def month(stage: Scene, coin: str = "BTC", cases: int = 80) -> None:
    """Half of the moments have a volume of 1.6, half of 2.5; every second of the latter was a hit."""
    moments = no_moments(cases)
    moments["share"], moments["outcome"] = 0.8, STOPPED
    moments["volume_ratio"][0::2], moments["volume_ratio"][1::2] = 1.6, 2.5
    moments["outcome"][1::4] = HIT
    moments["won"] = np.where(moments["outcome"] == HIT, 2.0, -1.0)
    moments["at_ms"] = [number * 100 for number in range(cases)]
    moments["end_ms"] = moments["at_ms"] + 50
    key = (MarketSource.SIMULATED, Coin(coin), Window.H12, Venue.BYBIT, trials_version())
    await TrialRepository(stage.database).save(Trials(*key, NOW, NOW, moments))


async def listed(admin: Someone, text: str = "/tune") -> dict:
    return await admin.ask(text)


async def test_it_lists_the_thresholds_and_the_month_under_them(stage: Scene) -> None:
    await month(stage)
    card = await listed(stage.admin)
    assert words(card).startswith("What makes a signal, all coins\nVolume over 1.5x the hour before")
    assert "Lopsided from 70 %" in words(card)
    assert "The last 30 days with these: 80 signals; 20 of 80 hit" in words(card)
    assert [b["text"] for b in buttons(card)][:5] == [
        "Volume", "Open interest", "5-minute move", "Lopsided from", "Extreme over",
    ]  # fmt: skip


async def test_a_value_is_tried_side_by_side_and_kept_with_one_tap(stage: Scene) -> None:
    await month(stage)
    card = await listed(stage.admin)
    await stage.admin.press(card, "Volume")
    knob = await stage.admin.again(card)
    assert words(knob).startswith("Volume, all coins: now 1.5x")
    assert "1.5x •" in [b["text"] for b in buttons(knob)]
    await stage.admin.press(knob, "2x")
    tried = await stage.admin.again(card)
    assert words(tried).startswith("Volume: 2x instead of 1.5x? All coins, the last 30 days:")
    assert columns(tried) == [
        "now / tried         1.5x        2x",
        "signals               80        40",
        "hit                   20        20",
        "stopped               60        20",
        "expired                0         0",
        "still open             0         0",
        "hit share            25%       50%",
        "95 % range        17-35%    35-65%",
        "won for 1          -0.25     +0.50",
    ]
    assert "No difference shown: the intervals overlap." in words(tried)
    assert "Looked through: 1 coin, 12h" in words(tried)
    assert words(await stage.admin.ask("/audit")).startswith("Nothing was changed yet.")
    assert (await stage.admin.press(tried, "✅ Keep 2x"))["text"].startswith("Kept: every process has it")
    assert "Volume over 2x the hour before (set here)" in words(await stage.admin.again(card))
    audit = words(await stage.admin.ask("/audit"))
    assert audit.startswith("1 change, newest first")
    assert "Volume, 1.5x → 2x" in audit


async def test_dropping_changes_nothing_and_leaves_no_line(stage: Scene) -> None:
    tried = await stage.admin.ask("/tune volume 2.0")
    assert (await stage.admin.press(tried, "✖ Drop"))["text"] == "Dropped: nothing has changed."
    assert "Volume over 1.5x" in words(await stage.admin.again(tried))
    assert words(await stage.admin.ask("/audit")).startswith("Nothing was changed yet.")


async def test_keeping_twice_is_one_change(stage: Scene) -> None:
    tried = await stage.admin.ask("/tune oi 4%")
    await stage.admin.press(tried, "✅")
    answer = await stage.admin.forge(tried, "tn:y:oi_change_1h::0.04")
    assert answer["text"] == "That holds already."
    assert words(await stage.admin.ask("/audit")).startswith("1 change,")


async def test_one_coin_has_its_own_and_goes_back_to_the_default(stage: Scene) -> None:
    await month(stage)
    tried = await stage.admin.ask("/tune BTC move 1.5%")
    assert words(tried).startswith("5-minute move: 1.5 % instead of 2 %? BTC, the last 30 days:")
    await stage.admin.press(tried, "✅")
    assert words(await stage.admin.again(tried)).startswith("What makes a signal, BTC")
    knob = await stage.admin.ask("/tune btc move")
    assert "Back to the default" in [b["text"] for b in buttons(knob)]
    await stage.admin.press(knob, "Back to the default")
    back = await stage.admin.again(knob)
    assert words(back).startswith("5-minute move: 2 % instead of 1.5 %? BTC")
    await stage.admin.press(back, "✅")
    assert "2 (default)" not in words(await stage.admin.ask("/tune BTC"))
    assert "5-minute move BTC, 1.5 % → 2 % (default)" in words(await stage.admin.ask("/audit"))


async def test_before_the_month_is_looked_through_it_says_so(stage: Scene) -> None:
    said = words(await stage.admin.ask("/tune volume 2.0"))
    assert "no coin is done yet" in said
    assert "✅ Keep 2x" in [b["text"] for b in buttons(await stage.admin.ask("/tune volume 2.0"))]


async def test_too_few_say_nothing(stage: Scene) -> None:
    await month(stage, cases=20)
    tried = await stage.admin.ask("/tune volume 2.0")
    assert "Fewer than 30 ended on one side: too few to say." in words(tried)
    assert columns(tried)[-3:] == [f"{name:<14}{'-':>10}{'-':>10}" for name in ("hit share", "95 % range", "won for 1")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/tune volume 0.1", "That one goes from 1.2x to 20x."),
        ("/tune oi 99%", "That one goes from 1 % to 50 %."),
        ("/tune from 90", "“Lopsided from” goes from 60 % to 95 % and stays below “extreme over”."),
        ("/tune nosuchcoin volume 2", "I know no coin"),
        ("/tune volume", "Volume, all coins: now 1.5x"),
        ("/tune btc", "What makes a signal, BTC"),
        ("/tune lopsided 0.75", "Lopsided from: 75 % instead of 70 %?"),
        ("/tune extreme 90", "Extreme over: 90 % instead of 85 %?"),
        ("/tune move 3", "5-minute move: 3 % instead of 2 %?"),
    ],
)
async def test_typed_values_in_many_forms(typed: str, said: str, stage: Scene) -> None:
    assert words(await stage.admin.ask(typed)).startswith(said)


async def test_forged_presses_of_thresholds_change_nothing(stage: Scene) -> None:
    card = await listed(stage.admin)
    for data in ("tn:y:volume_ratio::nan", "tn:y:volume_ratio::99", "tn:t:nonsense::2", "tn:y:::", "tn:k:__class__::"):
        assert (await stage.admin.forge(card, data)).get("text"), data
    assert words(await stage.admin.ask("/audit")).startswith("Nothing was changed yet.")


async def test_the_audit_log_has_pages(stage: Scene) -> None:
    for number in range(12):
        tried = await stage.admin.ask(f"/tune volume {2 + number / 10:.1f}")
        await stage.admin.press(tried, "✅")
    card = await stage.admin.ask("/audit")
    assert words(card).startswith("12 changes, newest first")
    assert "3x → 3.1x" in words(card).splitlines()[1]
    await stage.admin.press(card, "›")
    assert "1.5x → 2x" in words(await stage.admin.again(card))
    await stage.admin.press(await stage.admin.again(card), "‹ Thresholds")
    assert words(await stage.admin.again(card)).startswith("What makes a signal")


@pytest.mark.parametrize(("language", "title", "verdict"), [
    ("Español", "Qué hace una señal", "No se ve diferencia: los intervalos se solapan."),
    ("Русский", "Из чего выходит сигнал", "Разницы не видно: интервалы пересекаются."),
])  # fmt: skip
async def test_it_speaks_the_admins_language(language: str, title: str, verdict: str, stage: Scene) -> None:
    await month(stage)
    card = await stage.admin.ask("/settings")
    await stage.admin.press(card, "Language")
    await stage.admin.press(await stage.admin.again(card), language)
    assert words(await stage.admin.ask("/tune")).startswith(title)
    tried = await stage.admin.ask("/tune volume 2")
    assert verdict in words(tried)
    assert all(line.isascii() and len(line) <= 34 for line in columns(tried))
