"""`kill -9` of all of Helix while people trade on paper: what was confirmed is there once, what is open goes on."""

import asyncio
import itertools
import os
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from tests.end_to_end.bot.person import Json, Someone, buttons, eventually, words
from tests.end_to_end.processes.conftest import Telegram
from tests.end_to_end.processes.helix import Machine, Program, answer_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]  # four starts of all of Helix
KILLS = 3
SENT = ("Sent.", "Enviada.", "Отправлено.")
PEOPLE = {"admin": "Ana", "member": "Maya", "stranger": "Ivan", "expired": "Tomás"}
FOLLOWED = """
SELECT c.message_id, EXISTS (SELECT FROM paper_orders o WHERE o.order_id = c.order_id)
FROM paper_cards c JOIN users u USING (user_id) WHERE u.first_name = %s"""
SENT_TICKETS = """
SELECT count(*) FROM paper_commands c JOIN paper_accounts a USING (account_id) JOIN users u USING (user_id)
WHERE u.first_name = %s AND c.intent ~ '^ticket:[0-9]+$'"""


@dataclass
class Trader:
    """Buys and closes for as long as they are let. `confirmed`: the messages whose press was answered as sent."""

    person: Someone
    name: str
    confirmed: set[int] = field(default_factory=set)
    pressed: set[int] = field(default_factory=set)

    async def trade(self) -> None:
        """Until cancelled. While nobody answers, the next thing is tried."""
        for coin in itertools.cycle(("BTC", "ETH")):
            await self.buy(coin, stake=50)
            await answers(self.person, f"/close {coin}")

    async def buy(self, coin: str, stake: int) -> bool:
        """Whether it was confirmed: a price may have moved meanwhile, or not be there yet."""
        ticket = next((one for one in await answers(self.person, f"/long {coin} {stake} 5x") if is_ticket(one)), None)
        if ticket is None:
            return False
        self.pressed.add(ticket["message_id"])
        answer = await self.person.press(ticket, "✅", wait_s=3.0)
        if answer.get("text") in SENT:
            self.confirmed.add(ticket["message_id"])
        return answer.get("text") in SENT


async def answers(person: Someone, typed: str) -> list[Json]:
    """None while nobody is there."""
    sent = await person.send(typed)
    return await person.answers(sent["message_id"], wait_s=3.0)


def is_ticket(message: Json) -> bool:
    return any(button["text"].startswith("✅") for button in buttons(message))


@asynccontextmanager
async def trading(traders: list[Trader]) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.trade()) for one in traders]
        yield
        for task in tasks:
            task.cancel()


async def started(machine: Machine) -> Program:
    program = machine.helix("up")
    await program.says("Helix is ready", within_s=90)
    return program


async def kill(program: Program) -> None:
    os.killpg(program.process.pid, signal.SIGKILL)
    await program.ends()


async def holds(trader: Trader) -> bool:
    return any("✅" in words(one) for one in await answers(trader.person, "/positions"))


async def test_kills_while_people_trade_lose_nothing_and_do_nothing_twice(
    machine: Machine, live: Telegram, postgres_url: str
) -> None:
    chance = random.Random(7)
    program = await started(machine)
    keeper, *traders = [Trader(live.persona(who), name) for who, name in PEOPLE.items()]
    for one in (keeper, *traders):
        await one.person.start()
    await eventually(lambda: keeper.buy("BTC", stake=200), within_s=30)
    await eventually(lambda: holds(keeper), within_s=30)
    async with trading(traders):
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(2.0, 6.0))
            await kill(program)
            program = await started(machine)
            await program.says("Paper: adopted ")
        await asyncio.sleep(3.0)
    await eventually(lambda: nothing_waits(postgres_url), within_s=30)
    await eventually(lambda: holds(keeper), within_s=30)
    code, said = await answer_of(machine.helix("paper", "verify"))
    assert code == 0, said
    for one in (keeper, *traders):
        every_confirmed_order_is_there_once(postgres_url, one)
    assert sum(len(one.confirmed) for one in traders) > KILLS
    assert await program.stop() == 0
    assert "Traceback" not in program.said


async def nothing_waits(url: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM paper_commands WHERE state = 'waiting'").fetchone()
    return row == (0,)


def every_confirmed_order_is_there_once(url: str, trader: Trader) -> None:
    """A message follows one order. A press that nobody answered may have become one too, and never two."""
    with psycopg.connect(url) as connection:
        followed = connection.execute(FOLLOWED, [trader.name]).fetchall()
        sent = connection.execute(SENT_TICKETS, [trader.name]).fetchone()
    messages = [message_id for message_id, _ in followed]
    assert len(messages) == len(set(messages))
    assert trader.confirmed <= set(messages) <= trader.pressed
    assert all(is_there for _, is_there in followed), "every one reached the exchange's books"
    assert sent == (len(messages),)
