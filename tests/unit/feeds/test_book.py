"""A book kept from changes is the venue's book, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feeds.book import BookBroken, LocalBook
from engine.feeds.tape import BOOK_DEPTH, Level, LossReason


def _book() -> LocalBook:
    book = LocalBook()
    book.reset(10, [(100, 5), (99, 7)], [(101, 4), (103, 2)])
    return book


def test_a_snapshot_is_told_best_first_whatever_order_it_came_in() -> None:
    book = LocalBook()
    book.reset(1, [(98, 1), (100, 5), (99, 7)], [(103, 2), (101, 4)])
    assert book.levels() == (((100, 5), (99, 7), (98, 1)), ((101, 4), (103, 2)))


def test_a_change_adds_replaces_and_takes_away() -> None:
    book = _book()
    assert book.change(11, [(100, 0), (98, 3)], [(102, 9), (103, 1)])
    assert book.levels() == (((99, 7), (98, 3)), ((101, 4), (102, 9), (103, 1)))


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    book = _book()
    assert book.change(11, [(50, 0)], [])
    assert book.levels() == (((100, 5), (99, 7)), ((101, 4), (103, 2)))


def test_a_change_the_snapshot_has_already_is_not_made_again() -> None:
    book = _book()
    assert not book.change(10, [(100, 1)], [])
    assert book.levels()[0] == ((100, 5), (99, 7))


def test_a_hole_in_the_numbers_ends_the_book_until_the_next_snapshot() -> None:
    book = _book()
    with pytest.raises(BookBroken) as broken:
        book.change(12, [(100, 1)], [])
    assert broken.value.reason is LossReason.MISSED
    assert not book.is_whole
    assert not book.change(13, [(100, 1)], [])
    book.reset(1, [(100, 1)], [(101, 1)])  # the venue's own restart counts from 1 again
    assert book.is_whole
    assert book.change(2, [(100, 2)], [])


def test_a_crossed_book_is_no_book() -> None:
    book = _book()
    with pytest.raises(BookBroken) as broken:
        book.change(11, [(101, 1)], [])
    assert broken.value.reason is LossReason.CROSSED
    assert not book.is_whole


def test_an_empty_side_is_a_book() -> None:
    book = _book()
    assert book.change(11, [], [(101, 0), (103, 0)])
    assert book.levels() == (((100, 5), (99, 7)), ())


LEVELS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3)), max_size=12)


@given(st.lists(LEVELS, max_size=20), st.booleans())
def test_any_changes_leave_what_sorting_all_of_them_would(changes: list[list[Level]], is_bid: bool) -> None:
    book, naive = LocalBook(), dict[int, int]()
    book.reset(0, [], [])
    for number, levels in enumerate(changes, 1):
        book.change(number, levels if is_bid else [], [] if is_bid else levels)
        naive |= dict(levels)
        naive = {ticks: lots for ticks, lots in naive.items() if lots}
        kept = sorted(naive, reverse=is_bid)[:BOOK_DEPTH]
        naive = {ticks: naive[ticks] for ticks in kept}
    bids, asks = book.levels()
    assert (bids if is_bid else asks) == tuple(naive.items())
