"""Made-up markets that look like markets: a seeded random walk, and bands of heat that end where price went."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from engine.liquidations.values import (
    Cluster,
    Confirmation,
    DayFigures,
    LiquidationMap,
    MapQuery,
    Plan,
    Scan,
    ScanState,
    SweptLevel,
)
from engine.market.values import Bars, Coin, FloatArray, MarketSource, Side, Venue
from engine.market.windows import Window
from renderers.labels import HeatmapLabels, NumberStyle

AT = datetime(2026, 2, 6, 12, tzinfo=UTC)
_LEVERAGES = (10.0, 18.0, 25.0, 40.0, 50.0, 75.0, 100.0)


@dataclass(frozen=True)
class Market:
    """What kind of market to make up. `sigma`: of one column, in log price; `fall`: a crash's depth."""

    coin: str = "BTC"
    window: Window = Window.D7
    price_usd: float = 66_586.0
    sigma: float = 0.004
    fall: float = 0.0
    seed: int = 7
    share_held: float = 1.0  # of the window's columns
    gap: tuple[int, int] | None = None  # columns that are missing
    one_sided: bool = False
    oi_usd: float = 5e9


def labels(**changes: object) -> HeatmapLabels:
    plain = HeatmapLabels(
        coin="BTC",
        window="7d",
        title="Liquidation heatmap",
        venue="Binance",
        source="RECORDED",
        modelled="MODELLED",
        imbalance="83 % above",
        made_at="6 Feb 2026, 06:00 Chicago",
        price_now="price now",
        legend="USD per price step",
        swept="swept",
        no_data="no data",
        to_clear="{amount} at {change}",
        to_clear_title="cleared on the way",
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the fields' own types are checked by the dataclass


def russian_labels(**changes: object) -> HeatmapLabels:
    """The longest words of the three languages."""
    plain = labels(
        title="Карта ликвидаций",
        venue="Все биржи",
        source="СИМУЛЯЦИЯ",
        modelled="РАСЧЁТ ПО МОДЕЛИ",
        imbalance="83 % выше",
        made_at="6 февраля 2026, 18:00 Екатеринбург",
        leverage="плечо 50x и больше",
        history_from="история с 23 января",
        price_now="цена сейчас",
        legend="USD на шаг цены",
        swept="снято ценой",
        no_data="нет данных",
        to_clear="{amount} при {change}",
        to_clear_title="закроется по пути к цене",
        months=("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
        numbers=NumberStyle(",", "\u00a0", " тыс", " млн", " млрд"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the fields' own types are checked by the dataclass


def _walk(market: Market, n: int) -> tuple[FloatArray, ...]:
    random = np.random.default_rng(market.seed)
    steps = random.standard_t(4, n) * market.sigma * 0.7
    if market.fall:
        start = int(n * 0.72)
        steps[start : start + n // 20] -= market.fall / (n // 20)
        steps[start + n // 20 : start + n // 8] += market.fall * 0.35 / (n // 8 - n // 20)
    path = np.cumsum(steps)
    close = market.price_usd * np.exp(path - path[-1])
    opened = np.concatenate([[close[0]], close[:-1]])
    reach = np.abs(random.normal(0, market.sigma * 0.5, (2, n)))
    high = np.maximum(opened, close) * np.exp(reach[0])
    low = np.minimum(opened, close) * np.exp(-reach[1])
    return opened, high, low, close, np.abs(random.normal(1, 0.6, n)) + 0.2


def build_map(market: Market) -> LiquidationMap:
    n = max(int(market.window.columns * market.share_held), 1)
    opened, high, low, close, volume = _walk(market, n)
    width = market.window.bin_width(market.coin)
    bins = int(np.ceil((np.log(high.max() / low.min()) + 0.24) / width))
    edges = low.min() * np.exp(-0.12 + np.arange(bins + 1) * width)
    long_usd, short_usd, eaten, swept = _stand(market, edges, opened, high, low, close, volume)
    keep = np.ones(n, bool)
    if market.gap:
        keep[slice(*market.gap)] = False
    step = market.window.column_ms
    end = int(AT.timestamp() * 1000)
    at = (end - step * np.arange(n, 0, -1)).astype(np.int64)
    columns = [c[keep] for c in (opened, high, low, close, volume, volume / 2, volume * 10)]
    return LiquidationMap(
        query=MapQuery(Coin(market.coin), market.window),
        venues=(Venue.BINANCE,),
        source=MarketSource.RECORDED,
        at=AT,
        starts_at=AT - timedelta(milliseconds=step * n),
        is_short=market.share_held < 1,
        gaps=int((~keep).sum()),
        price_usd=float(close[-1]),
        price_edges=edges,
        bars=Bars(step, at[keep], *columns),
        long_usd=long_usd[keep],
        short_usd=short_usd[keep],
        consumed_long_usd=eaten[0][keep],
        consumed_short_usd=eaten[1][keep],
        swept=tuple(swept),
    )


def _stand(market, edges, opened, high, low, close, volume):  # type: ignore[no-untyped-def]  # arrays in, arrays out
    """Positions are opened at each close; those price reaches are gone."""
    n, bins = len(close), len(edges) - 1
    middles = np.sqrt(edges[:-1] * edges[1:])
    stock = np.zeros((2, bins))
    out = np.zeros((2, n, bins), np.float32)
    eaten = np.zeros((2, n))
    swept: list[SweptLevel] = []
    step = timedelta(milliseconds=market.window.column_ms)
    born = AT - step * n
    for t in range(n):
        for side, hit in ((0, middles >= low[t]), (1, middles <= high[t])):
            gone = np.where(hit, stock[side], 0.0)
            eaten[side, t] = gone.sum()
            peak = int(gone.argmax())
            if gone[peak] > 6e-4 * market.oi_usd:
                kind = Side.SHORT if side else Side.LONG
                swept.append(SweptLevel(kind, float(middles[peak]), float(gone.sum()), born, born + step * (t + 0.5)))
            stock[side] -= gone
        size = market.oi_usd * 0.004 * volume[t] ** 3 / n * 50
        for leverage in _LEVERAGES:
            for side, sign in ((0, -1), (1, 1)):
                if market.one_sided and side == 0:
                    continue
                at = close[t] * (1 + sign / leverage)
                centre = np.log(at / edges[0]) / np.log(edges[1] / edges[0])
                stock[side] += size / len(_LEVERAGES) * np.exp(-(((np.arange(bins) - centre) / 2.5) ** 2)) / 4.4
        stock *= 0.9985
        out[0, t], out[1, t] = stock[0] * (middles < close[t]), stock[1] * (middles > close[t])
    return out[0], out[1], eaten, swept


def build_scan(heat_map: LiquidationMap) -> Scan:
    now = heat_map.price_usd
    above = _clusters(heat_map, Side.SHORT)
    below = _clusters(heat_map, Side.LONG)
    up, down = sum(c.notional_usd for c in above), sum(c.notional_usd for c in below)
    heavier = None if up + down == 0 else Side.SHORT if up >= down else Side.LONG
    return Scan(
        query=heat_map.query,
        venues=heat_map.venues,
        source=heat_map.source,
        at=heat_map.at,
        starts_at=heat_map.starts_at,
        price_usd=now,
        state=ScanState.NO_SIGNAL,
        heavier=heavier,
        imbalance=max(up, down) / (up + down) if heavier else None,
        residual_imbalance=None,
        band=0.05,
        above_usd=up,
        below_usd=down,
        above=above,
        below=below,
        magnet=None,
        confirmation=Confirmation(None, None, None),
        plan=Plan(None, None),
        day=DayFigures(None, None, None, None, None),
        record=None,
    )


def _clusters(heat_map: LiquidationMap, side: Side) -> tuple[Cluster, ...]:
    """The three strongest bins of a side that stand apart."""
    usd = (heat_map.now_short_usd if side is Side.SHORT else heat_map.now_long_usd).copy()
    middles = np.sqrt(heat_map.price_edges[:-1] * heat_map.price_edges[1:])
    found = []
    for _ in range(3):
        peak = int(usd.argmax())
        if usd[peak] <= 0:
            break
        span = slice(max(peak - 6, 0), peak + 7)
        ends = sorted((middles[span][0], middles[span][-1]), key=lambda p: abs(p - heat_map.price_usd))
        found.append((float(middles[peak]), float(ends[0]), float(ends[1]), float(usd[span].sum())))
        usd[max(peak - 10, 0) : peak + 11] = 0
    found.sort(key=lambda f: abs(f[0] - heat_map.price_usd))
    letter = "A" if side is Side.SHORT else "B"
    return tuple(
        Cluster(f"{letter}{n}", side, near, peak, far, usd_sum, peak / heat_map.price_usd - 1)
        for n, (peak, near, far, usd_sum) in enumerate(found, 1)
    )
