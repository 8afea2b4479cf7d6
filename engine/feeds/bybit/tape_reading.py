"""One contract of Bybit's tape: its messages made into our values, its book and prices kept between them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.feeds.book import LocalBook
from engine.feeds.reading import exact_or_none, positive
from engine.feeds.tape import Grid, Level, PricesHeard, TradeHeard
from engine.market.universe import symbol_unit
from engine.market.values import Instrument

_PRICE_FIELDS = (
    "lastPrice",
    "markPrice",
    "indexPrice",
    "bid1Price",
    "ask1Price",
    "fundingRate",
    "fundingIntervalHour",
    "nextFundingTime",
)
_TEXTS_KEPT = 20_000  # prices whose ticks are known, so that a price is divided once only
_TRADES_KEPT = 2_000  # numbers of the last trades, against hearing one twice


class Steps:
    """The venue's texts as whole ticks and lots. Raises `ValueError` (or another of `UNREADABLE`) off the grid."""

    def __init__(self, instrument: Instrument) -> None:
        self.grid = Grid(instrument.tick_size, instrument.lot_size)
        self.multiplier = symbol_unit(instrument.symbol).multiplier
        self._tick = instrument.tick_size * self.multiplier  # of the contract, as the venue writes it
        self._lot = instrument.lot_size / self.multiplier
        self._ticks: dict[str, int] = {}

    def ticks(self, text: str) -> int:
        known = self._ticks.get(text)
        if known is None:
            known = _whole(text, self._tick)
            if known == 0:
                raise ValueError("a price of nothing")
            if len(self._ticks) >= _TEXTS_KEPT:
                self._ticks.clear()
            self._ticks[text] = known
        return known

    def lots(self, text: str) -> int:
        return 0 if text == "0" else _whole(text, self._lot)

    def levels(self, rows: Sequence[Sequence[str]]) -> list[Level]:
        return [(self.ticks(price), self.lots(size)) for price, size in rows]

    def coin_price(self, text: str | None) -> Decimal | None:
        """Per coin, of any number of digits; None where the venue has none (missing, empty or 0)."""
        price = exact_or_none(text)
        if not price:
            return None
        positive(price)
        return price / self.multiplier


class TapeOf:
    """State of one contract on one connection. Its trades are remembered over reconnections."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.steps = Steps(instrument)
        self.book = LocalBook()
        self.asked_ms: dict[str, int] = {}  # when the whole of a topic was last asked for on this connection
        self._told: dict[str, Any] = {}
        self._trades: dict[str, None] = {}

    def restart(self) -> None:
        """A new connection: what the old one said does not count, but its trades happened."""
        self.book.lose()
        self.asked_ms.clear()
        self._told.clear()

    @property
    def has_prices(self) -> bool:
        """Whether a whole ticker came, which changes can be put to."""
        return bool(self._told)

    def trades(self, rows: Sequence[Mapping[str, Any]]) -> list[TradeHeard]:
        """Of the `publicTrade` topic, those not told before. `S` is the taker's side."""
        found = []
        for row in rows:
            trade = _trade(row, self.instrument, self.steps)
            if trade.trade_id not in self._trades:
                self._trades[trade.trade_id] = None
                found.append(trade)
        while len(self._trades) > _TRADES_KEPT:
            del self._trades[next(iter(self._trades))]
        return found

    def prices(self, data: Mapping[str, Any], at_ms: int, is_whole: bool) -> PricesHeard | None:
        """A ticker's change put to what was told before; None when no price is new, or before there was a whole one.

        A wrong figure raises and changes nothing.
        """
        before = {} if is_whole else self._told
        changed = {name: data[name] for name in _PRICE_FIELDS if name in data and before.get(name) != data[name]}
        if not changed or not (is_whole or before):
            return None
        told = {**before, **changed}
        heard = _prices(told, at_ms, self.instrument, self.steps.coin_price)
        self._told = told
        return heard


def _trade(row: Mapping[str, Any], instrument: Instrument, steps: Steps) -> TradeHeard:
    lots = steps.lots(row["v"])
    if lots <= 0:
        raise ValueError(f"a trade of {row['v']!r}")
    return TradeHeard(
        symbol=instrument.symbol,
        at_ms=int(row["T"]),
        grid=steps.grid,
        ticks=steps.ticks(row["p"]),
        lots=lots,
        is_buy={"Buy": True, "Sell": False}[row["S"]],
        is_off_book=row.get("BT") is True or row.get("RPI") is True,
        trade_id=str(row["i"]),
    )


def _prices(
    told: Mapping[str, Any], at_ms: int, instrument: Instrument, price: Callable[[str | None], Decimal | None]
) -> PricesHeard:
    last, mark = price(told["lastPrice"]), price(told["markPrice"])
    if last is None or mark is None:
        raise ValueError("a ticker without a price")
    hours, due = exact_or_none(told.get("fundingIntervalHour")), told.get("nextFundingTime")
    return PricesHeard(
        symbol=instrument.symbol,
        at_ms=at_ms,
        last_usd=last,
        mark_usd=mark,
        index_usd=price(told.get("indexPrice")),
        bid_usd=price(told.get("bid1Price")),
        ask_usd=price(told.get("ask1Price")),
        funding_rate=exact_or_none(told.get("fundingRate")),
        funding_interval=instrument.funding_interval if not hours else timedelta(hours=float(hours)),
        next_funding_ms=None if due in (None, "", "0", 0) else int(due),
    )


def _whole(text: str, step: Decimal) -> int:
    steps = Decimal(text) / step
    whole = int(steps)
    if whole != steps or whole < 0:
        raise ValueError(f"{text} does not lie on a grid of {step}")
    return whole
