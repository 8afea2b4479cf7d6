"""The words of an equity curve's picture, finished, in the reader's language."""

from decimal import Decimal

from bot.views import money
from bot.views.paper_account import AccountFigures
from bot.views.picture_labels import made_at
from bot.views.reader import Reader
from engine.exchange.venues.paper.curve import EquityCurve
from renderers.equity import EquityLabels
from renderers.tiles import Tile, Tone


def equity_labels(curve: EquityCurve, figures: AccountFigures, reader: Reader) -> EquityLabels:
    t, worth = reader.t, figures.worth
    account, equity = worth.account, worth.equity_usdt
    since = reader.moment(account.opened_at).rsplit(" ", 1)[0]
    change = money.signed_percent(equity / account.start_usdt - 1).replace(" ", "")
    return EquityLabels(
        title=t.plain("picture-equity-title", name=reader.person.first_name if reader.person else ""),
        equity=money.usd(equity),
        change=t.plain("picture-equity-change", change=change, since=since),
        simulated=t.plain("picture-simulated-money"),
        source=t.plain(f"picture-{account.source.value}"),
        start=t.plain("picture-equity-start"),
        today=t.plain("picture-equity-today"),
        won=t.plain("picture-equity-won"),
        lost=t.plain("picture-equity-lost"),
        below_peak=t.plain("picture-equity-below"),
        made_at=made_at(reader.now, reader),
        months=tuple(t.plain("picture-months").split()),
        tiles=_tiles(curve, figures, reader),
    )


def _tiles(curve: EquityCurve, figures: AccountFigures, reader: Reader) -> tuple[Tile, ...]:
    t, equity, day = reader.t, figures.worth.equity_usdt, figures.day_usdt
    today = [] if not day else [_toned(t.plain("picture-equity-today"), equity / day - 1)]
    dip = _toned(t.plain("picture-equity-dip"), Decimal(repr(round(curve.dip, 6))))
    trades = f"{figures.trades}+" if figures.is_capped else str(figures.trades)
    won = t.plain("picture-equity-won-of", won=str(figures.won), trades=trades)
    return (*today, dip, Tile(t.plain("picture-equity-trades"), trades), Tile(t.plain("picture-equity-won-tile"), won))


def _toned(name: str, change: Decimal) -> Tile:
    tone = Tone.GOOD if change > 0 else Tone.BAD if change < 0 else Tone.PLAIN
    return Tile(name, money.signed_percent(change), tone)
