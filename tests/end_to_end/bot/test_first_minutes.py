"""What a newcomer sees: /start, /help, /scan, over HTTP against the local Telegram."""

import pytest

from tests.end_to_end.bot.person import Someone, buttons, words


async def test_start_says_who_helix_is_and_offers_the_map(ana: Someone) -> None:
    sent = await ana.start()
    card = (await ana.answers(sent["message_id"]))[0]
    assert words(card).startswith("Hi Ana. I am Helix.")
    assert "for 6 coins" in words(card)
    assert "Now: BTC 66,586" in words(card)
    assert [b["text"] for b in buttons(card)][0] == "🗺 Show me the BTC map"


async def test_start_again_is_a_welcome_back(ana: Someone) -> None:
    sent = await ana.start()
    await ana.answers(sent["message_id"])
    again = await ana.ask("/start")
    assert words(again).startswith("Welcome back, Ana. No alerts set.")


@pytest.mark.parametrize("typed", ["/scan btc 12h", "/scan BTCUSDT 12 h", "btc 12h", "/SCAN $btc 12h"])
async def test_scan_answers_the_same_card_however_it_is_typed(ana: Someone, typed: str) -> None:
    card = await ana.ask(typed)
    first = words(card).splitlines()[0]
    assert first.startswith("BTC 12h · 66,586.1 · ")
    assert "Bybit, SIMULATED 6 Feb 06:02" in words(card) or "Bybit, SIMULATED 6 Feb 06:00" in words(card)
    assert "not advice" in words(card).splitlines()[-1]
    assert [b["text"] for b in buttons(card)][:6] == ["12h •", "24h", "3d", "7d", "30d", "+"]


async def test_help_lists_commands_by_subject(ana: Someone) -> None:
    card = await ana.ask("/help")
    await ana.press(card, "Levels and maps")
    assert "/scan BTC 12h" in words(await ana.again(card))
