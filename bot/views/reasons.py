"""Why a coin stands where it stands on /top: one line each, from the figures it was ranked by."""

from collections.abc import Iterator, Sequence

from bot.texts import Markup
from bot.views import numbers
from bot.views.reader import Reader
from engine.liquidations.values import Confirmation, Record, Verdict
from engine.market.values import Side
from engine.scanners.ranking import BoardRow


def why_text(rows: Sequence[BoardRow], first: int, reader: Reader) -> Markup | None:
    """Folded away under the table; None for a page without rows. `first`: the number of the first row."""
    if not rows:
        return None
    said = [
        reader.t("reason-line", number=str(number), coin=row.coin, reason=reason_text(row, reader))
        for number, row in enumerate(rows, first)
    ]
    return reader.t("top-why", reasons=Markup("\n".join(said)))


def reason_text(row: BoardRow, reader: Reader) -> Markup:
    """`81 % up, 6 points of it not explained by price's own mean; A2 +2.5 %, $262M; volume 1.7x; reached 80 of 189`."""
    if row.imbalance is None or row.heavier is None:
        return reader.t("reason-no-levels")
    parts = [_share(row, row.imbalance, reader), *_magnet(row, reader), *fresh_words(row.confirmation, reader)]
    if row.wick_risk is not None:
        parts.append(reader.t("reason-wicks", beyond=numbers.size(row.wick_risk.beyond)))
    parts.append(_record(row.record, reader))
    return Markup("; ".join(parts))


def _share(row: BoardRow, imbalance: float, reader: Reader) -> Markup:
    t = reader.t
    share = t("reason-share", share=numbers.share(imbalance), side="up" if row.heavier is Side.SHORT else "down")
    if row.residual_imbalance is None:
        return share
    points = round(row.residual_imbalance * 100)
    beyond = t("reason-beyond", points=points) if points > 0 else t("reason-explained")
    return Markup(f"{share}, {beyond}")


def _magnet(row: BoardRow, reader: Reader) -> Iterator[Markup]:
    if row.magnet is not None and row.magnet_usd is not None and row.magnet_distance is not None:
        away = numbers.percent(row.magnet_distance)
        yield reader.t("reason-magnet", level=row.magnet, away=away, amount=numbers.amount(row.magnet_usd))


def fresh_words(fresh: Confirmation, reader: Reader) -> Iterator[Markup]:
    """For running text: what goes over its threshold, volume first."""
    t = reader.t
    if fresh.is_volume_fresh and fresh.volume_ratio is not None:
        yield t("reason-volume", ratio=numbers.ratio(fresh.volume_ratio))
    if fresh.is_oi_fresh and fresh.oi_change_1h is not None:
        yield t("reason-oi", change=numbers.percent(fresh.oi_change_1h))
    if fresh.is_move_fresh and fresh.move_5m is not None:
        yield t("reason-move", change=numbers.percent(fresh.move_5m))


def _record(record: Record | None, reader: Reader) -> Markup:
    if record is None:
        return reader.t("reason-no-record")
    if record.verdict is Verdict.TOO_LITTLE:
        return reader.t("reason-few-cases", cases=record.cases)
    return reader.t("reason-record", reached=record.reached, cases=record.cases, other=record.reached_other_side)
