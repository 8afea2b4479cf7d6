"""What a newcomer sees: /start, /help, /scan, over HTTP against the local Telegram."""

import pytest

from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.person import Someone, buttons, eventually, words


async def test_start_says_who_helix_is_and_offers_the_map(town: Town) -> None:
    guest = await town.newcomer(started=False)
    sent = await guest.start()
    card = (await guest.answers(sent["message_id"]))[0]
    assert words(card).startswith(f"Hi {guest.who.title()}. I am Helix.")
    assert "for 6 coins" in words(card)
    assert "Now: BTC 66,586" in words(card)
    assert "Levels are estimates, not promises." in words(card)
    assert next(b["text"] for b in buttons(card)) == "🗺 Show me the BTC map"


async def test_start_again_is_a_welcome_back(guest: Someone) -> None:
    await guest.ask("/start")
    again = await guest.ask("/start")
    assert words(again).startswith(f"Welcome back, {guest.who.title()}. No alerts set.")


async def test_a_link_shows_its_scan_at_once_and_keeps_who_invited(town: Town) -> None:
    guest = await town.newcomer(started=False)
    sent = await guest.start("scan_BTC_12h_i_maya7")

    async def both() -> list[str]:
        found = [words(m) for m in await guest.answers(sent["message_id"])]
        return found if len(found) == 2 else []

    scan, hint = await eventually(both)
    assert scan.startswith("BTC 12h · 66,586.1")
    assert hint == "New here? /start"
    person = await town.deps.stores.people.find(sent["from"]["id"])
    assert person is not None
    assert person.inviter_code == "maya7"


async def test_a_later_inviter_does_not_replace_the_first(town: Town) -> None:
    guest = await town.newcomer(started=False)
    sent = await guest.start("i_first")
    await guest.answers(sent["message_id"])
    await guest.ask("/start i_second")
    person = await town.deps.stores.people.find(sent["from"]["id"])
    assert person is not None
    assert person.inviter_code == "first"


@pytest.mark.parametrize("typed", ["/scan btc 12h", "/scan BTCUSDT 12 h", "btc 12h", "/SCAN $btc 12h", "/scan btc"])
async def test_scan_answers_the_same_card_however_it_is_typed(guest: Someone, typed: str) -> None:
    card = await guest.ask(typed)
    assert words(card).splitlines()[0].startswith("BTC 12h · 66,586.1 · ")
    assert "Bybit, SIMULATED 6 Feb 06:00" in words(card)
    assert words(card).endswith("not advice")
    assert [b["text"] for b in buttons(card)][:6] == ["12h •", "24h", "3d", "7d", "30d", "+"]


async def test_help_lists_commands_by_subject(guest: Someone) -> None:
    card = await guest.ask("/help")
    await guest.press(card, "Levels and maps")
    assert "/scan BTC 12h" in words(await guest.again(card))


async def test_spanish_and_russian_people_are_answered_in_their_language(town: Town) -> None:
    spanish, russian = await town.newcomer("es"), await town.newcomer("ru")
    assert "niveles modelados" in words(await spanish.ask("/scan btc 12h"))
    assert "уровни по модели" in words(await russian.ask("/scan btc 12h"))


async def test_the_menu_is_set_in_each_language_and_larger_for_admins(town: Town) -> None:
    async def menus() -> bool:
        return len(await town.persona("admin").calls("setMyCommands")) == 9

    await eventually(menus)
