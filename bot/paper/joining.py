"""Joins the parts of paper trading for the handlers that name them."""

from typing import Any

from bot.desk import Desk
from bot.paper.acting import Acting
from bot.paper.cards import CardDesk
from bot.paper.curves import AccountCurves
from bot.paper.desk import PaperDesk
from bot.paper.following import Following
from bot.paper.guarding import Guarding
from bot.paper.pictures import TradePictures
from bot.paper.purse import Purse
from bot.paper.shares import TradeShares
from bot.paper.tickets import TicketDesk
from bot.paper_parts import PaperParts
from bot.show import Show


def card_desk(parts: PaperParts) -> CardDesk:
    return CardDesk(parts, Following(parts, Purse(parts)))


def paper_desks(parts: PaperParts | None, desk: Desk, show: Show) -> dict[str, Any]:
    """What handlers name as parameters. `paper` None: there is no paper exchange here."""
    if parts is None:
        return {"paper": None}
    purse, cards = Purse(parts), card_desk(parts)
    acting = Acting(parts, purse)
    paper = PaperDesk(parts, desk, purse, acting, cards.following, cards)
    return {
        "paper": paper,
        "account_curves": AccountCurves(paper, show),
        "tickets": TicketDesk(parts, desk, purse, acting),
        "order_cards": cards,
        "guarding": Guarding(parts, acting),
        "trade_pictures": TradePictures(desk, show),
        "trade_shares": TradeShares(desk.market, show),
    }
