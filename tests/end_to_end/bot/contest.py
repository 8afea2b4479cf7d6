"""What tests of competition days have in common: who takes part, the bell, what is said, the proof."""

import hashlib
import json
from datetime import datetime, timedelta

from tests.end_to_end.bot.bourse import Bourse
from tests.end_to_end.bot.person import Json, Someone, words

MOMENT = timedelta(seconds=1)


async def trader(bourse: Bourse, language: str, key: str, name: str = "") -> Someone:
    """Somebody of the group who takes part in every day from now on; with a name of their choice."""
    someone = await bourse.member(language, key)
    await bourse.there(someone).ask("/help")
    card = await someone.ask("/compete")
    await someone.press(card, "▶")
    if name:
        await someone.press(await someone.again(card), "👤")
        await someone.press(await someone.again(card), "✏")
        assert name in words(await someone.ask(name))
    return someone


async def ring(bourse: Bourse, bell: datetime) -> None:
    """Up to the bell, through it, and until what it ended is told."""
    bourse.market.to(bell - MOMENT)
    await counted_in(bourse)


async def counted_in(bourse: Bourse) -> None:
    """Whoever waited for prices of this moment has them."""
    await bourse.turn(2)
    bourse.pass_by(seconds=25)  # so long it is waited for what the exchange may have to write yet
    await bourse.turn(3)


async def said(someone: Someone, start: str) -> list[Json]:
    return [one for one in await someone.messages() if words(one).startswith(start)]


async def trade_together(bourse: Bourse, typed: list[tuple[Someone, str]], prices: dict[str, str]) -> None:
    """All buy, 20 minutes pass and prices move, all close."""
    for someone, order in typed:
        await bourse.buy(someone, order)
    bourse.pass_by(minutes=20)
    for coin, price in prices.items():
        bourse.market.tick(coin, price)
    for someone, order in typed:
        await bourse.close(someone, order.split()[1])


async def without_stop(someone: Someone, typed: str, stop: str, none: str) -> Json:
    """By buttons, in the reader's words."""
    ticket = await someone.ask(typed)
    await someone.press(ticket, stop)
    await someone.press(await someone.again(ticket), none)
    await someone.press(await someone.again(ticket), "✅")
    return ticket


async def proof_of(bourse: Bourse, key: str) -> str:
    """The first digits of the hash of the result's own text, computed anew; every result names the one before it."""
    rows = await bourse.database.rows("SELECT round_key, result FROM rounds WHERE number IS NOT NULL ORDER BY number")
    before, found = bytes(32), {}
    for number, row in enumerate(rows, 1):
        body = json.loads(row["result"])
        assert (body["number"], body["before"]) == (number, before.hex())
        before = hashlib.sha256(row["result"].encode()).digest()
        found[row["round_key"]] = before.hex()[:8]
    return found[key]
