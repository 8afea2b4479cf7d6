"""Whatever is typed or pressed is answered with something kind and true, and never with a traceback."""

import pytest
from aiohttp import FormData

from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.person import Someone, eventually, words

COMMANDS = ("/start", "/help", "/scan", "/heatmap", "/top", "/alert", "/alerts", "/settings", "/accuracy", "/terms")
GARBAGE = {
    "emoji": "🚀🔥💎🙌" * 20,
    "html": "<b>bold</i> <script>alert(1)</script> & < >",
    "sql": "BTC'; DROP TABLE users; -- 12h",
    "long": "x" * 4000,
    "spaces": "\t\u200b \u202e ",
    "figures": "-1 1e309 NaN 0x41 %s {0} %(a)s",
    "braces": "{ $coin } { -term } min= lev== ex=ex=",
}
SIGNS_OF_A_BUG = ("Traceback", "Error(", "Exception", "{ $", "None", "error-")


@pytest.mark.parametrize("command", COMMANDS)
async def test_garbage_after_every_command_gets_a_kind_answer(guest: Someone, command: str) -> None:
    for name, garbage in GARBAGE.items():
        said = words(await guest.ask(f"{command} {garbage}"[:4096]))
        assert said, name
        assert not any(sign in said for sign in SIGNS_OF_A_BUG if sign not in garbage), (name, said)


@pytest.mark.parametrize(
    "text", [*GARBAGE.values(), "y" * 4096, "/", "//", "/ scan", "/scan_btc", "привет", "¿qué tal?"]
)
async def test_free_words_that_mean_nothing_get_help(guest: Someone, text: str) -> None:
    said = words(await guest.ask(text))
    assert said
    assert not any(sign in said for sign in SIGNS_OF_A_BUG)


async def test_html_in_a_name_is_shown_as_typed(town: Town) -> None:
    guest = await town.newcomer(started=False)
    await guest.call("people", key=f"{guest.who}x", first_name="<b>Eve</b> & co")
    eve = town.persona(f"{guest.who}x")
    sent = await eve.start()
    assert words((await eve.answers(sent["message_id"]))[0]).startswith("Hi <b>Eve</b> & co. I am Helix.")


async def test_a_mistyped_command_gets_the_nearest_ones(guest: Someone) -> None:
    said = words(await guest.ask("/sacn btc"))
    assert said.startswith("I do not know /sacn.")
    assert "/scan" in said


async def test_a_picture_sent_to_the_bot_is_answered(guest: Someone) -> None:
    form = FormData()
    form.add_field("as", guest.who)
    form.add_field("chat", "bot")
    form.add_field("file", b"not a picture", filename="notes.txt")
    async with guest.http.post(f"{guest.base_url}/api/upload", data=form) as answer:
        sent = await answer.json()
    assert "I did not find a coin" in words((await guest.answers(sent["message_id"]))[0])


FORGED = (
    *("c", "c:", "c:::::::::", "c:o:h:BTC:7d:a:a:9999:0:0", "c:o:h:<B>:7d:a:a:0:0:0", "c:o:h:NOPE:7d:a:a:0:0:0"),
    *("a:BTC:12h:A1:inf:0", "a:BTC:12h:A1:1e300:0", "a:NOPE:12h:A1:5:0", "t:o:12h:s:0:0", "d:-1", "h:admin", "g:admin"),
    *("s:zone:../../etc", "s:lang:xx", "s:win:7y", "' OR 1=1", "🙂" * 16),
)


@pytest.mark.parametrize("data", FORGED)
async def test_forged_data_of_every_kind_of_button_is_answered(guest: Someone, data: str) -> None:
    card = await guest.ask("/scan btc 12h")
    answer = await guest.forge(card, data)
    assert answer is not None
    assert not any(sign in (answer.get("text") or "") for sign in SIGNS_OF_A_BUG)
    assert words(await guest.ask("/scan btc 12h")).startswith("BTC 12h")


async def test_a_press_ten_minutes_old_changes_its_card_although_it_cannot_be_answered(guest: Someone) -> None:
    card = await guest.ask("/heatmap btc 12h")
    pressed = next(b for row in card["reply_markup"]["inline_keyboard"] for b in row if b["text"] == "24h")
    await guest.call("press", chat="bot", message_id=card["message_id"], data=pressed["callback_data"], age_s=600)

    async def changed() -> bool:
        return words(await guest.again(card)).startswith("BTC 24h map")

    await eventually(changed)


async def test_members_do_not_see_admin_commands(guest: Someone, town: Town) -> None:
    said = words(await guest.ask("/health"))
    assert said == "That command is not for everyone."
    assert "✅ database" in words(await town.persona("admin").ask("/health"))
