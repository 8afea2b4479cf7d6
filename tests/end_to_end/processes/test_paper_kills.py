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

from bot.keyboards.paper_presses import TicketPress
from tests.end_to_end.bot.person import Json, Someone, buttons, data_of, eventually, words
from tests.end_to_end.processes.conftest import Telegram
from tests.end_to_end.processes.helix import Machine, Program, answer_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]  # four starts of all of Helix
KILLS = 3
PACE_S = 1.0  # as people do; faster is answered with a break
SENT = ("Sent.", "Enviada.", "Отправлено.")
PEOPLE = {"admin": "Ana", "member": "Maya", "stranger": "Ivan", "expired": "Tomás"}
FOLLOWED = """
SELECT EXISTS (SELECT FROM paper_orders o WHERE o.order_id = c.order_id)
FROM paper_cards c JOIN users u USING (user_id) WHERE u.first_name = %s"""
WAITING = """
SELECT (SELECT count(*) FROM paper_commands WHERE state = 'waiting'), (SELECT count(*) FROM inbox)"""
SENT_TICKETS = """
SELECT substring(c.intent FROM '[0-9]+')::bigint
FROM paper_commands c JOIN paper_accounts a USING (account_id) JOIN users u USING (user_id)
WHERE u.first_name = %s AND c.intent ~ '^ticket:[0-9]+$'"""


@dataclass
class Trader:
    """Buys and closes for as long as they are let. `pressed`: the ids of tickets, `confirmed`: of those whose press was
    answered as sent, `newest`: the message of the last."""

    person: Someone
    name: str
    confirmed: set[int] = field(default_factory=set)
    pressed: set[int] = field(default_factory=set)
    newest: Json = field(default_factory=dict)

    async def trade(self) -> None:
        """Until cancelled. While nobody answers, the next thing is tried."""
        for coin in itertools.cycle(("BTC", "ETH")):
            await self.buy(f"/long {coin} 50 5x")
            await answers(self.person, f"/close {coin}")
            await asyncio.sleep(PACE_S)

    async def buy(self, typed: str) -> bool:
        """Whether it was confirmed: a price may have moved meanwhile, or not be there yet."""
        ticket = next((one for one in await answers(self.person, typed) if is_ticket(one)), None)
        if ticket is None:
            return False
        ticket_id, self.newest = TicketPress.unpack(data_of(ticket, "✅")).id, ticket
        self.pressed.add(ticket_id)
        answer = await self.person.press(ticket, "✅", wait_s=3.0)
        if answer.get("text") in SENT:
            self.confirmed.add(ticket_id)
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


async def comes_to_hold(trader: Trader) -> bool:
    """What nothing but the test ends: stop and target are far away."""
    return await trader.buy("/long BTC 200 3x sl 80% tp 200%")


async def holds(trader: Trader) -> bool:
    """As the message says that follows its last order: nobody is asked, as many questions at once are too many."""
    return words(await trader.person.again(trader.newest)).startswith("✅")


async def test_kills_while_people_trade_lose_nothing_and_do_nothing_twice(
    machine: Machine, live: Telegram, postgres_url: str
) -> None:
    chance = random.Random(7)
    program = await started(machine)
    keeper, *traders = [Trader(live.persona(who), name) for who, name in PEOPLE.items()]
    for one in (keeper, *traders):
        await one.person.start()
    await eventually(lambda: comes_to_hold(keeper), within_s=30, every_s=2.0)
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
    """Neither a command nor a press: what was handled when a kill came is handled again."""
    with psycopg.connect(url) as connection:
        row = connection.execute(WAITING).fetchone()
    return row == (0, 0)


def every_confirmed_order_is_there_once(url: str, trader: Trader) -> None:
    """A ticket becomes one order, which a message follows. A press that nobody answered may have become one too, and
    never two."""
    with psycopg.connect(url) as connection:
        followed = [is_there for (is_there,) in connection.execute(FOLLOWED, [trader.name]).fetchall()]
        sent = [ticket_id for (ticket_id,) in connection.execute(SENT_TICKETS, [trader.name]).fetchall()]
    assert len(sent) == len(set(sent))
    assert trader.confirmed <= set(sent) <= trader.pressed
    assert followed == [True] * len(sent), "every one reached the exchange's books"
