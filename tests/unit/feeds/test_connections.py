"""Which connection carries which contract, while the list changes."""

from datetime import timedelta
from decimal import Decimal
from typing import NoReturn

from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.connections import Connections
from engine.feeds.ports import FeedEvent
from engine.market.values import Coin, Instrument, Symbol, Venue

ROOM = 30
TICK = Decimal("0.1")
LISTED = [
    Instrument(Venue.BYBIT, Symbol(name * length), Coin(name), TICK, TICK, 50.0, timedelta(hours=8), None)
    for name in "ABCDEFGHIJ"
    for length in (1, 9)
]
CHOICE = st.lists(st.sampled_from(LISTED), unique=True)


def _never(*_: object) -> NoReturn:
    raise AssertionError("nothing is opened here")


CONNECTIONS = Connections[FeedEvent](
    [], None, room=ROOM, weigh=lambda one: len(one.symbol), dialect=_never, socket=_never
)


@given(CHOICE, CHOICE)
def test_every_contract_has_one_place_that_has_room_and_whoever_stays_keeps_it(
    before: list[Instrument], after: list[Instrument]
) -> None:
    _, carried = CONNECTIONS.divided(before, [])
    parts, new = CONNECTIONS.divided(after, carried)
    places = [one for part in [*parts, *new] for one in part]
    assert sorted(one.symbol for one in places) == sorted(one.symbol for one in after)
    assert all(sum(len(one.symbol) for one in part) <= ROOM for part in [*parts, *new])
    for old, part in zip(carried, parts, strict=True):
        assert [one for one in old if one in after] == part[: len([one for one in old if one in after])]
    assert all(new)


def test_what_comes_takes_free_places_before_it_opens_new_ones() -> None:
    _, (first,) = CONNECTIONS.divided(LISTED[:2], [])
    (grown,), new = CONNECTIONS.divided(LISTED[:10], [first])
    assert grown[:2] == first
    assert sum(len(one.symbol) for one in grown) == ROOM
    assert len(new) == 1


def test_a_connection_that_carries_nothing_any_more_is_not_filled_again() -> None:
    _, (first,) = CONNECTIONS.divided(LISTED[:2], [])
    assert CONNECTIONS.divided(LISTED[2:4], [first]) == ([[]], [LISTED[2:4]])
    assert CONNECTIONS.divided([], [first]) == ([[]], [])
