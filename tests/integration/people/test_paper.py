"""Drafts and cards of paper trading on Postgres."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db.database import Database
from db.people.paper_cards import PaperCardRepository
from db.people.paper_tickets import DraftRepository
from db.people.people import PeopleRepository
from engine.club.drafts import Draft, DraftState, Shown, SizeBy
from engine.club.paper_cards import PaperCard
from engine.club.people import Locale, Preferences
from engine.exchange.orders import Slot
from engine.exchange.venues.paper.ports import AccountNews
from engine.market.values import Coin, MarketSource, Side, Symbol
from engine.market.windows import Window

BTC, SYMBOL, SOURCE = Coin("BTC"), Symbol("BTCUSDT"), MarketSource.SIMULATED
ASKED = Draft(0, 7, SOURCE, BTC, SYMBOL, Side.LONG, SizeBy.STAKE, Decimal(100), Decimal(10), Window.H12)
CARD = PaperCard(4, 7, 55, 7, 1, SOURCE, BTC, SYMBOL, Slot.ONE_WAY, Window.H12, Decimal("9.79"), "abc")


@pytest.fixture
async def tickets(database: Database) -> DraftRepository:
    for user_id in (7, 8):
        await PeopleRepository(database).meet(user_id, "Maya", None, Preferences(Locale.EN, "UTC"), has_started=True)
    return DraftRepository(database)


@pytest.fixture
async def cards(tickets: DraftRepository, database: Database) -> PaperCardRepository:
    return PaperCardRepository(database)


async def test_an_update_handled_again_finds_its_ticket(tickets: DraftRepository) -> None:
    first = await tickets.open(ASKED, 11)
    again = await tickets.open(replace(ASKED, size=Decimal(5)), 11)
    assert again == first
    assert (await tickets.open(ASKED, 12)).ticket_id != first.ticket_id


async def test_what_was_chosen_and_shown_is_kept_to_the_last_digit(tickets: DraftRepository) -> None:
    opened = await tickets.open(ASKED, 21)
    shown = Shown(Decimal("66590.0"), Decimal("0.015"), Decimal("21.5381"), Decimal("-9.79"), datetime.now(UTC))
    changed = replace(opened, stop_usd=Decimal("66010.0"), size_by=SizeBy.RISK, size=Decimal(10), shown=shown)
    assert await tickets.change(changed) == changed
    assert await tickets.find(opened.ticket_id, 7) == changed


async def test_nobody_else_reads_changes_or_ends_a_ticket(tickets: DraftRepository) -> None:
    opened = await tickets.open(ASKED, 31)
    assert await tickets.find(opened.ticket_id, 8) is None
    assert await tickets.change(replace(opened, user_id=8, size=Decimal(1))) is None
    assert not await tickets.end(opened.ticket_id, 8, DraftState.CANCELLED)


async def test_a_ticket_ends_once_and_stays_as_it_was(tickets: DraftRepository) -> None:
    opened = await tickets.open(ASKED, 41)
    assert await tickets.end(opened.ticket_id, 7, DraftState.SENT)
    assert not await tickets.end(opened.ticket_id, 7, DraftState.CANCELLED)
    assert await tickets.change(replace(opened, size=Decimal(1))) is None
    found = await tickets.find(opened.ticket_id, 7)
    assert found is not None
    assert found.state is DraftState.SENT


async def test_an_order_has_one_card(cards: PaperCardRepository) -> None:
    assert await cards.put(CARD) == CARD
    assert await cards.put(replace(CARD, message_id=99)) == CARD
    assert await cards.of_order(4, 8) is None


async def test_a_card_is_due_once_until_its_time_comes_again_and_never_after_its_end(
    cards: PaperCardRepository,
) -> None:
    card = replace(CARD, order_id=400, account_id=44)
    await cards.put(card)
    assert card in await cards.due(SOURCE, 50, 30)
    assert card not in await cards.due(SOURCE, 50, 30)
    assert not await cards.wake([AccountNews(44, (8,), (Symbol("ETHUSDT"),))])
    assert await cards.wake([AccountNews(44, (), (SYMBOL,))])
    assert card in await cards.due(SOURCE, 50, 30)
    assert await cards.of_position(44, SYMBOL, Slot.ONE_WAY) == [card]
    assert await cards.shows(400, "new", is_ended=True)
    assert not await cards.shows(400, "newer", is_ended=True)
    assert not await cards.wake([AccountNews(44, (400,), (SYMBOL,))])
    assert await cards.of_order(400, 7) == replace(card, text_hash="new", is_ended=True)


async def test_choices_under_a_card_keep_the_running_result_away_for_a_while(cards: PaperCardRepository) -> None:
    card = replace(CARD, order_id=800, account_id=88)
    await cards.put(card)
    await cards.rest(88, SYMBOL, Slot.ONE_WAY, 60)
    assert card not in await cards.due(SOURCE, 50, 30)
    await cards.move(800, 7, 56, "moved")
    assert await cards.of_order(800, 7) == replace(card, message_id=56, text_hash="moved")
