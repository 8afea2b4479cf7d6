"""`/signals`: who lives and how far, who waits, how they ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.texts import Markup
from bot.views.card import lines
from bot.views.numbers import share
from bot.views.reader import Place, Reader
from bot.views.signal_bar import WIDTH, age, bar_lines, earned
from engine.market.values import MarketSource, Side
from engine.scanners.thresholds import Thresholds
from engine.signals.ports import Tab, TabCounts
from engine.signals.record import Tally
from engine.signals.values import Ending, Signal, SignalKind, SignalState

_COIN = 9
_ENDS = {SignalState.HIT: "signals-end-hit", SignalState.STOPPED: "signals-end-stopped"}


@dataclass(frozen=True, slots=True)
class SignalPage:
    """`total`: on all pages of the tab. `prices`: of the coins shown, where one is known."""

    tab: Tab
    shown: Sequence[Signal]
    first: int  # number of the first row
    total: int
    counts: TabCounts
    prices: Mapping[str, float]
    limits: Thresholds
    delay: timedelta


def signals_text(page: SignalPage, source: MarketSource, reader: Reader) -> str:
    t = reader.t
    return lines(
        _title(page, reader),
        _block(page, reader) if page.shown else _nothing(page, reader),
        t("signals-in-words") if page.shown else None,
        _late(page.delay, reader),
        t("signals-source", source=t(f"alert-source-{source.value}"), at=reader.moment(reader.now)),
    )


def _title(page: SignalPage, reader: Reader) -> Markup:
    if page.tab is Tab.CLOSED:
        ended = page.counts.ended
        return reader.t(
            "signals-title-closed",
            signals=page.total,
            hit=ended.hit,
            stopped=ended.stopped,
            expired=ended.expired + ended.void,
        )
    if page.tab is Tab.WAITING:
        return reader.t("signals-title-waiting", signals=page.total)
    return reader.t("signals-title-live", signals=page.total, waiting=page.counts.waiting)


def _nothing(page: SignalPage, reader: Reader) -> Markup:
    if page.tab is Tab.CLOSED:
        return reader.t("signals-none-closed")
    limits = page.limits
    needs = reader.t(
        "signals-needs",
        least=share(limits.lopsided_from),
        most=share(limits.extreme_over),
        oi=f"{limits.oi_change_1h * 100:g}",
        ratio=f"{limits.volume_ratio:g}",
        move=f"{limits.move_5m * 100:g}",
    )
    return lines(needs, reader.t("signals-lopsided-now", maps=page.counts.waiting))


def _block(page: SignalPage, reader: Reader) -> Markup:
    rows: list[str] = []
    for number, signal in enumerate(page.shown, page.first):
        if page.tab is Tab.LIVE:
            rows += _live_rows(number, signal, page.prices.get(signal.coin), reader)
        elif page.tab is Tab.WAITING:
            rows.append(_waiting_row(number, signal, reader))
        else:
            rows.append(_closed_row(number, signal, reader))
    return Markup("<pre>" + "\n".join(rows) + "</pre>")


def _live_rows(number: int, signal: Signal, price_usd: float | None, reader: Reader) -> list[str]:
    since = signal.confirmed_at or signal.opened_at
    left = f"{age(reader.now - since)} {age(signal.expires_at - reader.now)}"
    head = _between(_head(number, signal, reader), left)
    return [head, *bar_lines(signal, signal.grounds.price_usd if price_usd is None else price_usd)]


def _waiting_row(number: int, signal: Signal, reader: Reader) -> str:
    word = reader.t.plain("top-up" if signal.side is Side.LONG else "top-down")
    heavy = f"{share(signal.grounds.share or 0)}% {word}"
    head = f"{number:<3}{signal.coin[:_COIN]:<{_COIN}} {signal.window.value:<5}{heavy}"
    return _between(head, age(reader.now - signal.opened_at))


def _closed_row(number: int, signal: Signal, reader: Reader) -> str:
    ended = reader.t.plain(_ENDS.get(signal.state, "signals-end-expired"))
    if signal.reason in (Ending.GAP, Ending.DELISTED, Ending.NEVER_ENTERED):
        return _between(_head(number, signal, reader), reader.t.plain("signals-end-void"))
    won = earned(signal)
    return _between(_head(number, signal, reader), f"{ended} {won:+.1f}" if won is not None else ended)


def _head(number: int, signal: Signal, reader: Reader) -> str:
    side = reader.t.plain("signals-long" if signal.side is Side.LONG else "signals-short")
    mark = "*" if signal.kind is SignalKind.MANUAL else ""
    return f"{number} {signal.coin[:_COIN]} {signal.window.value} {side}{mark}"


def _between(left: str, right: str) -> str:
    return f"{left:<{WIDTH - len(right) - 1}} {right}"[:WIDTH]


def _late(delay: timedelta, reader: Reader) -> Markup | None:
    if not delay:
        return None
    key = "signals-late-group" if reader.place is not Place.PRIVATE else "signals-late"
    return reader.t(key, minutes=int(delay.total_seconds() // 60))


def tally_text(key: str, tally: Tally, reader: Reader, **more: str) -> Markup:
    """`15 of 34 hit, 14 stopped, 5 expired: 44 % (29-61 %)`, or that it is too few to say."""
    t = reader.t
    if not tally.is_enough:
        return t(key, said=t("tally-too-few", cases=tally.cases), **more)
    low, high = tally.interval
    said = t(
        "tally",
        hit=tally.hit,
        cases=tally.cases,
        stopped=tally.stopped,
        expired=tally.expired,
        share=share(tally.share),
        low=share(low),
        high=share(high),
    )
    return t(key, said=said, **more)
