"""Whatever can be asked is written down and read back as it was."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.paper.coding import from_json, to_json
from db.paper.commands import KINDS, UnknownCommand, command_from, command_text
from db.paper.json_text import json_text
from db.paper.states import order_from, order_line
from engine.exchange.orders import Command, Order, Place, Way
from engine.exchange.outputs import OrderChanged
from engine.market.values import Symbol

commands = st.one_of(*(st.from_type(kind) for kind in KINDS.values()))
states = st.from_type(OrderChanged).filter(lambda one: abs(one.at_ms) < 10**13)


def test_every_command_has_a_name() -> None:
    assert set(KINDS.values()) == set(get_args(Command))


@given(commands)
def test_a_command_is_read_back_as_it_was_written(command: Command) -> None:
    read = command_from(command_text(command))
    assert read == command
    assert type(read) is type(command)


@given(states)
def test_the_text_of_an_order_says_what_its_json_values_say(one: OrderChanged) -> None:
    assert json_text(one) == json.dumps(to_json(one), separators=(",", ":"))


@given(states)
def test_an_order_is_read_back_from_its_line_as_it_stood(one: OrderChanged) -> None:
    body = order_line(one).rsplit("\t", 1)[1].replace("\\\\", "\\")
    assert order_from(body) == one
    assert repr(order_from(body)) == repr(one)  # enums and tuples, not what merely equals them


@given(commands)
def test_what_is_written_is_strict_json_of_one_line(command: Command) -> None:
    text = command_text(command)
    assert "\n" not in text
    assert json.loads(text)["v"] == 1


@pytest.mark.parametrize("text", ['{"v":2,"do":"place","with":{}}', '{"v":1,"do":"borrow","with":{}}'])
def test_a_command_of_a_newer_helix_is_not_guessed_at(text: str) -> None:
    with pytest.raises(UnknownCommand):
        command_from(text)


def test_a_place_says_only_what_is_not_usual() -> None:
    written = json.loads(command_text(Place(Order(4, 1, Symbol("BTCUSDT"), Way.BUY, 5))))
    assert written["with"]["order"] == {"order_id": 4, "account_id": 1, "symbol": "BTCUSDT", "way": "buy", "lots": 5}


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Older:
    number: int


@dataclass(frozen=True, slots=True)
class Newer:
    number: int
    colour: Colour | None = Colour.RED
    pairs: tuple[tuple[str, int], ...] = ()


def test_a_field_that_came_later_has_its_default_in_what_was_written_before() -> None:
    assert from_json(Newer, to_json(Older(3))) == Newer(3)


def test_nothing_is_told_from_the_default() -> None:
    assert from_json(Newer, to_json(Newer(3, None, (("a", 1),)))) == Newer(3, None, (("a", 1),))


def test_a_type_nobody_has_thought_of_is_an_error_not_a_guess() -> None:
    @dataclass(frozen=True)
    class Strange:
        share: float

    with pytest.raises(TypeError, match="float"):
        to_json(Strange(0.5))
