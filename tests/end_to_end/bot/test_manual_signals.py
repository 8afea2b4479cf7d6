"""/signal: shown with its numbers, said with the second tap, refused where the numbers cannot be right."""

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from engine.market.values import MarketSource
from engine.signals.values import SignalKind, SignalState
from tests.end_to_end.bot.conftest import GROUP
from tests.end_to_end.bot.market import small_market
from tests.end_to_end.bot.person import buttons, words
from tests.end_to_end.bot.running import Place
from tests.end_to_end.bot.signals import Scene, newcomer, scene

SAID = "/signal BTC long 66590 stop 66010 target 68100 12h breakout, risk <little>"
SIMULATED = MarketSource.SIMULATED


@pytest.fixture
async def stage(place: Place, http: ClientSession, lent_painters: Executor) -> AsyncIterator[Scene]:
    async with scene(place, small_market({"BTC": 66_586.1, "ETH": 1_950.0}), http, lent_painters) as made:
        yield made


async def test_a_preview_shows_distances_and_reward_and_nothing_is_said_yet(stage: Scene) -> None:
    shown = await stage.admin.ask(SAID)
    text = words(shown)
    assert text.startswith("Say this? BTC 12h long")
    assert "Stop            66,010    -0.9%" in text
    assert "Target          68,100    +2.3%" in text
    assert "Wins 2.20 for 1 risked, fees in." in text
    assert "“breakout, risk <little>”" in text
    assert [b["text"] for b in buttons(shown)] == ["✅ Say it", "✖ Cancel"]
    assert await stage.book.living(SIMULATED) == []


async def test_the_second_tap_says_it_as_an_admins_and_it_is_in_the_audit_log(stage: Scene) -> None:
    shown = await stage.admin.ask(SAID)
    assert (await stage.admin.press(shown, "✅"))["text"] == "Said. The channel gets it now."
    card = words(await stage.admin.again(shown))
    assert card.startswith("BTC 12h long · ")
    assert "Said by an admin, " in card
    assert "Plan: long 66,590, stop 66,010, target 68,100." in card
    (living,) = await stage.book.living(SIMULATED)
    assert (living.kind, living.state) == (SignalKind.MANUAL, SignalState.CONFIRMED)
    assert living.entered_at is not None
    listed = await stage.admin.ask("/signals")
    assert "1 BTC 12h long*" in words(listed)
    audit = words(await stage.admin.ask("/audit"))
    assert audit.startswith("1 change, newest first")
    assert "signal BTC 12h, long 66590 stop 66010 target 68100" in audit


async def test_saying_it_twice_says_it_once(stage: Scene) -> None:
    shown = await stage.admin.ask(SAID)
    await stage.admin.press(shown, "✅")
    answer = await stage.admin.forge(shown, "sg:s:l:1:0:0")
    assert answer["text"].startswith("That preview is gone")
    assert len(await stage.book.living(SIMULATED)) == 1
    again = await stage.admin.ask(SAID)
    assert words(again).startswith("BTC 12h has a live signal already: No. ")


async def test_cancel_says_nothing(stage: Scene) -> None:
    shown = await stage.admin.ask(SAID)
    await stage.admin.press(shown, "✖")
    assert words(await stage.admin.again(shown)) == "Nothing was said."
    assert await stage.book.living(SIMULATED) == []


async def test_price_moved_past_the_stop_between_preview_and_tap_is_refused(stage: Scene) -> None:
    shown = await stage.admin.ask(SAID)
    stage.deps.market.reader.apply(_tick(stage, 65_900.0))  # type: ignore[attr-defined]
    await stage.admin.press(shown, "✅")
    said = words(await stage.admin.again(shown))
    assert said == "The stop at 66,010 is on the wrong side of price, now 65,900: it would be stopped at once."
    assert await stage.book.living(SIMULATED) == []


def _tick(stage: Scene, price_usd: float):
    from tests.end_to_end.bot.market import NOW, _ticker

    return _ticker("BTC", price_usd, NOW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/signal", "A signal of your own, for example:"),
        ("/signal BTC", "A signal of your own, for example:"),
        ("/signal BTC long 66590", "I did not find: the stop, the target."),
        ("/signal BTC 66590 stop 66010 target 68100", "I did not find: long or short."),
        ("/signal nosuch long 1 stop 2 target 3", "I know no coin"),
        (
            "/signal BTC long 66590 stop 67000 target 68100",
            "The stop at 67,000 is on the wrong side of the entry at 66,590: a long needs it lower.",
        ),
        (
            "/signal BTC short 66590 stop 67000 target 68100",
            "The target at 68,100 is on the wrong side of the entry at 66,590: a short needs it lower.",
        ),
        ("/signal BTC long 66590 stop 66010 target 681000", "The target at 681,000 is +923 % away from price"),
    ],
)
async def test_what_cannot_be_right_is_refused_with_the_numbers(typed: str, said: str, stage: Scene) -> None:
    assert words(await stage.admin.ask(typed)).startswith(said)


async def test_an_entry_away_from_price_waits_for_it(stage: Scene) -> None:
    shown = await stage.admin.ask("/signal ETH long 1920 stop 1900 target 2000 7d")
    assert "it counts from when price comes to the entry" in words(shown)
    await stage.admin.press(shown, "✅")
    (living,) = await stage.book.living(SIMULATED)
    assert living.entered_at is None


async def test_it_takes_the_place_of_one_that_only_waits(stage: Scene) -> None:
    await stage.signal(is_confirmed=False)
    shown = await stage.admin.ask(SAID)
    await stage.admin.press(shown, "✅")
    (living,) = await stage.book.living(SIMULATED)
    assert living.kind is SignalKind.MANUAL


async def test_only_admins_may(stage: Scene) -> None:
    member = await newcomer(stage.admin)
    for command in (SAID, "/tune", "/audit"):
        assert words(await member.ask(command)) == "That command is not for everyone."
    card = await member.ask("/signals")
    for data in ("sg:s:l:1:0:0", "sg:x:l:1:0:0", "tn:y:volume_ratio::2.0", "tn:m:::", "tna:1"):
        assert (await member.forge(card, data))["text"] == "That command is not for everyone.", data
    assert await stage.book.living(SIMULATED) == []


async def test_in_a_group_an_admin_is_sent_to_the_private_chat(stage: Scene) -> None:
    inside = replace(stage.admin, chat=GROUP)
    for command in (SAID, "/tune", "/audit"):
        said = await inside.ask(command)
        assert [b["text"] for b in buttons(said)] == ["Open Helix ↗"]


@pytest.mark.parametrize(("language", "asks", "refused"), [
    ("es", "¿Publicar esto?", "El stop en 67,000 está en el lado equivocado de la entrada en 66,590"),
    ("ru", "Объявить?", "Стоп 67,000 не с той стороны от входа 66,590"),
])  # fmt: skip
async def test_it_speaks_the_admins_language(language: str, asks: str, refused: str, stage: Scene) -> None:
    card = await stage.admin.ask("/settings")
    await stage.admin.press(card, "Language")
    await stage.admin.press(await stage.admin.again(card), {"es": "Español", "ru": "Русский"}[language])
    assert words(await stage.admin.ask(SAID)).startswith(asks)
    assert words(await stage.admin.ask("/signal BTC long 66590 stop 67000 target 68100")).startswith(refused)
