"""The present state of a contract in the venue's fields, with the 24-hour figures kept by the minute."""

from dataclasses import dataclass

from sandbox.market import layout as at
from sandbox.market.book import best_prices, side
from sandbox.market.live import LiveMarket
from sandbox.market.schedule import DAY_MS, HOUR_MS, MINUTE_MS
from sandbox.market.state import ContractState
from sandbox.market.wire import Json, plain, spelling
from sandbox.market.world import Listing


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Of the last 24 hours without the minute that is going on."""

    minute: int
    price_24h: float
    price_1h: float
    high: float
    low: float
    volume: float
    turnover: float


def predicted_funding(state: ContractState) -> float:
    """The rate the interval would settle at if it ended now. Same formula as the settlement's."""
    s, par = state.floats, state.parameters
    interval = par[at.P_FUNDING_S]
    premium = s[at.S_FUNDING_SUM] / max(s[at.S_FUNDING_WEIGHT], 1e-9)
    interest = 0.0003 * interval / 86400.0
    rate = premium + min(max(interest - premium, -0.0005), 0.0005)
    return float(min(max(rate, -par[at.P_FUNDING_CAP]), par[at.P_FUNDING_CAP]))


def open_interest_base(state: ContractState) -> float:
    """One-sided, in the contract's unit."""
    makers = state.integers[at.K_MAKER :]
    lots = int(state.integers[at.K_LONG]) + int(makers[makers > 0].sum())
    return lots * float(state.parameters[at.P_LOT])


class Tickers:
    """Ticker fields of all contracts; the day's figures are refreshed once a simulated minute."""

    def __init__(self, live: LiveMarket) -> None:
        self._live = live
        self._days: dict[str, DayFigures] = {}
        self._last: dict[str, tuple[float, str]] = {}

    def _day(self, listing: Listing) -> DayFigures:
        symbol, now_ms = listing.state.contract.symbol, listing.state.now_ms
        known = self._days.get(symbol)
        if known is not None and known.minute == now_ms // MINUTE_MS:
            return known
        open_ms, rows = listing.history.columns[MINUTE_MS].between(now_ms - DAY_MS, now_ms)
        last = float(listing.state.floats[at.S_LAST])
        if len(rows) == 0:
            day = DayFigures(now_ms // MINUTE_MS, last, last, last, last, 0.0, 0.0)
        else:
            hour = min(int(open_ms.searchsorted(now_ms - HOUR_MS)), len(rows) - 1)
            day = DayFigures(
                now_ms // MINUTE_MS,
                float(rows[0, at.B_OPEN]),
                float(rows[hour, at.B_OPEN]),
                float(rows[:, at.B_HIGH].max()),
                float(rows[:, at.B_LOW].min()),
                float(rows[:, at.B_VOLUME].sum()),
                float(rows[:, at.B_TURNOVER].sum()),
            )
        self._days[symbol] = day
        return day

    def _direction(self, symbol: str, last: float) -> str:
        before, word = self._last.get(symbol, (last, "ZeroPlusTick"))
        if last != before:
            word = "PlusTick" if last > before else "MinusTick"
        self._last[symbol] = (last, word)
        return word

    def fields(self, symbol: str) -> Json:
        """All fields of one linear ticker as texts."""
        listing = self._live.market.listings[symbol]
        state, day = listing.state, self._day(listing)
        s, spell = state.floats, spelling(state.contract)
        going_on = listing.history.going_on.rows
        last, mark, oi = float(s[at.S_LAST]), float(s[at.S_MARK]), open_interest_base(state)
        high = max([day.high, last, *going_on[:, at.B_HIGH]])
        low = min([day.low, last, *going_on[:, at.B_LOW]])
        bid, ask = best_prices(state)
        return {
            "symbol": symbol,
            "tickDirection": self._direction(symbol, last),
            "price24hPcnt": f"{last / day.price_24h - 1:.6f}",
            "lastPrice": spell.price(last),
            "prevPrice24h": spell.price(day.price_24h),
            "highPrice24h": spell.price(high),
            "lowPrice24h": spell.price(low),
            "prevPrice1h": spell.price(day.price_1h),
            "markPrice": spell.price(mark),
            "indexPrice": spell.price(float(state.index_price)),
            "openInterest": spell.quantity(2 * oi),
            "openInterestValue": f"{2 * oi * mark:.2f}",
            "singleOpenInterest": spell.quantity(oi),
            "singleOpenInterestValue": f"{oi * mark:.2f}",
            "turnover24h": f"{day.turnover + going_on[:, at.B_TURNOVER].sum():.4f}",
            "volume24h": spell.quantity(day.volume + going_on[:, at.B_VOLUME].sum()),
            "fundingRate": plain(round(predicted_funding(state), 8)),
            "nextFundingTime": str(int(s[at.S_FUNDING_NEXT]) * 1000),
            "fundingIntervalHour": str(state.contract.funding_hours),
            "fundingCap": plain(float(state.parameters[at.P_FUNDING_CAP])),
            "bid1Price": spell.price(bid),
            "bid1Size": side(state, True, 1)[0][1],
            "ask1Price": spell.price(ask),
            "ask1Size": side(state, False, 1)[0][1],
        }
