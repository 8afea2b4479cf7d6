"""From Hyperliquid's JSON to values. Its numbers are texts; contracts of other people's markets have a colon."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.feeds.reading import not_negative, number, positive, read_rows
from engine.market.universe import coin_unit
from engine.market.values import Side
from engine.whales.values import CoinContext, WhalePosition

NAME = "hyperliquid"
_OTHER_MARKET = ":"  # "xyz:GOLD": a market somebody else runs on the venue


def parse_contexts(answer: Any, now: datetime) -> list[CoinContext]:
    """Of `metaAndAssetCtxs`: names and figures in two lists of one order. Raises any of `UNREADABLE`."""
    meta, figures = answer
    names = [row["name"] for row in meta["universe"]]
    if len(names) != len(figures):
        raise ValueError(f"{len(names)} names for {len(figures)} figures")
    pairs = [pair for pair in zip(names, figures, strict=True) if _OTHER_MARKET not in pair[0] and pair[1] is not None]
    return read_rows(NAME, pairs, lambda pair: _context(pair, now))


def _context(pair: tuple[str, Any], now: datetime) -> CoinContext:
    unit = coin_unit(pair[0])
    oi, mark = not_negative(pair[1]["openInterest"]), positive(pair[1]["markPx"])
    return CoinContext(unit.coin, oi * unit.multiplier, mark / unit.multiplier, now)


def parse_positions(answer: Any, account: str, now: datetime) -> Sequence[WhalePosition]:
    """Of `clearinghouseState`; what cannot be read is left out and counted. Raises any of `UNREADABLE`."""
    rows = [row["position"] for row in answer["assetPositions"]]
    ours = [row for row in rows if _OTHER_MARKET not in row["coin"] and number(row["szi"]) != 0]
    return read_rows(NAME, ours, lambda row: _position(row, account.lower(), now))


def _position(row: Any, account: str, now: datetime) -> WhalePosition:
    unit = coin_unit(row["coin"])
    size, leverage = number(row["szi"]), row["leverage"]
    liquidation = row.get("liquidationPx")
    return WhalePosition(
        account=account,
        coin=unit.coin,
        side=Side.LONG if size > 0 else Side.SHORT,
        size_base=abs(size) * unit.multiplier,
        entry_usd=positive(row["entryPx"]) / unit.multiplier,
        leverage=positive(leverage["value"]),
        is_cross=leverage["type"] == "cross",
        liquidation_usd=None if liquidation is None else _positive_or_none(liquidation, unit.multiplier),
        notional_usd=not_negative(row["positionValue"]),
        margin_usd=not_negative(row["marginUsed"]),
        seen_at=now,
    )


def _positive_or_none(text: Any, multiplier: int) -> float | None:
    """A long that is nearly all margin has a price at or below zero: it is never reached."""
    price = number(text)
    return price / multiplier if price > 0 else None
