"""A ticket as a message: its numbers and buttons, or why it cannot be ordered and what would work."""

from dataclasses import replace
from decimal import Decimal

from bot.keyboards.screens import main_keyboard
from bot.keyboards.ticket import Goal, moved_keyboard, ticket_keyboard
from bot.keyboards.ticket_fixes import fixes_keyboard, is_about_the_target
from bot.paper.ground import Ground, Offer, goals, margin_stops, wish_of
from bot.paper.usual import USUAL_STOP
from bot.views.card import Card, lines
from bot.views.reader import Reader
from bot.views.ticket import moved_text, ticket_text
from bot.views.ticket_refusals import refusal_text
from engine.club.drafts import Draft
from engine.errors import Refused
from engine.exchange.rules.filters import Rounding, on_grid
from engine.exchange.ticket import Ticket
from engine.exchange.wish import Coins


def offer_card(offer: Offer, reader: Reader) -> Card:
    draft, ground = offer.draft, offer.ground
    if offer.ticket is not None:
        text = ticket_text(offer.ticket, offer.target_level, ground.now_usd, ground.position, draft.source, reader)
        return Card(text, ticket_keyboard(draft, offer.ticket, offer.goals, reader))
    if offer.refusal is None:
        return Card(reader.t("ticket-gone"), main_keyboard(reader))
    text = lines(
        reader.t("ticket-title", coin=draft.coin, side=draft.side.value),
        refusal_text(offer.refusal, draft, ground.contract, reader),
    )
    stops, targets = _other_stops(ground, draft), _other_targets(ground, draft, offer.refusal)
    keys = fixes_keyboard(draft, offer.refusal, stops, ground.contract, reader, targets)
    return Card(text, keys)


def _other_stops(ground: Ground, draft: Draft) -> list[Decimal]:
    """The plan's, and the one that loses the usual share of the margin."""
    found = [price for _, price in margin_stops(ground, draft, [USUAL_STOP * 100])]
    ride = None if ground.scan is None else ground.scan.plan.ride
    if ride is not None and ride.side is draft.side:
        planned = on_grid(Decimal(repr(ride.stop_usd)), ground.contract.tick_size, Rounding.NEAREST)
        found.insert(0, planned)
    return [price for price in found if price != draft.stop_usd]


def _other_targets(ground: Ground, draft: Draft, refusal: Refused) -> list[Goal]:
    """In the levels ahead, where the one that was said cannot be."""
    if not is_about_the_target(refusal):
        return []
    wish = replace(wish_of(draft), target=None)
    try:
        size = Coins(ground.ticket(wish).quantity)
    except Refused:
        return []
    return goals(ground, replace(wish, size=size))


def moved_card(shown_usd: Decimal, draft: Draft, ticket: Ticket, reader: Reader) -> Card:
    return Card(moved_text(shown_usd, ticket, reader), moved_keyboard(draft, ticket, reader))
