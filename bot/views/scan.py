"""`/scan`: one coin and window in one card."""

from datetime import timedelta

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import dotted, lines
from bot.views.flags import flags_line
from bot.views.forecast import forecast_words
from bot.views.levels import levels_block, total_to_magnet
from bot.views.mixes import mix_words
from bot.views.reader import Reader
from bot.views.state import fresh_text, side_word, source_text, state_text
from engine.club.people import Style
from engine.liquidations.records.values import FEWEST_CASES
from engine.liquidations.values import Leg, Record, Scan, Verdict
from engine.market.values import LiquidatedTotals, Side

TELLING = timedelta(hours=1)  # forced closes of less than that would look like a calm market
_WHOLE_DAY = timedelta(hours=23)


def scan_text(scan: Scan, reader: Reader) -> str:
    t, is_full = reader.t, reader.prefers.style is Style.FULL
    return lines(
        t(
            "scan-title",
            coin=scan.query.coin,
            window=scan.query.window.value,
            price=numbers.price(scan.price_usd),
            state=state_text(scan, reader),
        ),
        _filtered(scan, reader),
        _share(scan, reader),
        levels_block(scan, t),
        fresh_text(scan.confirmation, reader),
        _ride(scan, reader) if is_full else None,
        _fade(scan, reader) if is_full else None,
        _wicks(scan, reader) if is_full else None,
        _day(scan, reader) if is_full else None,
        record_line(scan, reader),
        _in_words(scan, reader) if is_full else None,
        _lead(scan, reader) if is_full else None,
        flags_line(scan.flags, reader),
        _source(scan, reader),
    )


def _filtered(scan: Scan, reader: Reader) -> Markup | None:
    parts = filter_words(scan, reader)
    return reader.t("scan-filtered", what=dotted(parts)) if parts else None


def filter_words(scan: Scan, reader: Reader) -> list[Markup]:
    """What was left out, in words; empty for the whole market."""
    words = []
    if scan.query.venue is not None:
        words.append(reader.t("filter-venue", venue=scan.query.venue.value.capitalize()))
    if scan.query.leverage.value != "all":
        words.append(reader.t("filter-leverage", band=scan.query.leverage.value))
    return words


def _share(scan: Scan, reader: Reader) -> Markup:
    if scan.imbalance is None or scan.heavier is None:
        return reader.t("scan-no-levels", band=numbers.share(scan.band))
    heavy, light = scan.above_usd, scan.below_usd
    if scan.heavier is Side.LONG:
        heavy, light = light, heavy
    return reader.t(
        "scan-share",
        share=numbers.share(scan.imbalance),
        side=side_word(scan),
        heavy=numbers.amount(heavy),
        light=numbers.amount(light),
        band=f"{scan.band * 100:.1f}",
    )


def _ride(scan: Scan, reader: Reader) -> Markup | None:
    leg = scan.plan.ride
    if leg is None:
        return None
    return leg_text("scan-ride", leg, reader, "leg-wins")


def _fade(scan: Scan, reader: Reader) -> Markup | None:
    leg = scan.plan.fade
    if leg is None:
        return None
    return leg_text("scan-fade", leg, reader, "leg-wins-too" if scan.plan.ride else "leg-wins")


def _wicks(scan: Scan, reader: Reader) -> Markup | None:
    """What a stop beyond a level must survive; nothing where there are too few."""
    if scan.wick_risk is None:
        return None
    return reader.t("scan-wicks", beyond=numbers.size(scan.wick_risk.beyond), cases=scan.wick_risk.cases)


def _lead(scan: Scan, reader: Reader) -> Markup | None:
    lead = scan.lead
    if lead is None:
        return None
    return reader.t(
        "scan-lead",
        leader=lead.leader,
        minutes=round(lead.lag_s / 60),
        coin=lead.follower,
        correlation=f"{lead.correlation:.2f}",
        returns=str(lead.returns),
        way="same" if lead.correlation > 0 else "other",
    )


def leg_text(key: str, leg: Leg, reader: Reader, wins_key: str) -> Markup:
    """A leg with its prices in one line."""
    wins = (
        reader.t(wins_key, reward=numbers.reward(leg.reward_for_one))
        if leg.reward_for_one is not None
        else reader.t("leg-eaten-by-fees")
    )
    return reader.t(
        key,
        level=leg.level,
        side=leg.side.value,
        entries=" / ".join(numbers.level(entry) for entry in leg.entries_usd),
        stop=numbers.level(leg.stop_usd),
        target=numbers.level(leg.target_usd),
        wins=wins,
    )


def _day(scan: Scan, reader: Reader) -> Markup | None:
    day, parts = scan.day, list[Markup]()
    if day.oi_usd is not None:
        change = numbers.percent(day.oi_change_24h) if day.oi_change_24h is not None else "–"
        parts.append(reader.t("day-oi", oi=numbers.amount(day.oi_usd), change=change))
    if day.funding_rate is not None:
        parts.append(
            reader.t("day-funding", rate=numbers.percent(day.funding_rate, 3), hours=_hours(day.funding_interval))
        )
    liquidated = _told_liquidated(scan)
    if liquidated is not None:
        parts.append(_liquidated(liquidated, scan.at - liquidated.since >= _WHOLE_DAY, reader))
    return reader.t("scan-day", what=dotted(parts)) if parts else None


def _told_liquidated(scan: Scan) -> LiquidatedTotals | None:
    """None while less than an hour was measured."""
    liquidated = scan.day.liquidated
    return None if liquidated is None or scan.at - liquidated.since < TELLING else liquidated


def _liquidated(totals: LiquidatedTotals, is_whole_day: bool, reader: Reader) -> Markup:
    return reader.t(
        "day-liquidated",
        since="all" if is_whole_day else "part",
        at=reader.moment(totals.since),
        long=numbers.amount(totals.long_usd),
        short=numbers.amount(totals.short_usd),
    )


def _hours(span: timedelta | None) -> int:
    return round(span.total_seconds() / 3600) if span else 0


def record_line(scan: Scan, reader: Reader) -> Markup:
    """The record of the map that is shown; a filtered map has none."""
    return record_text(scan.record, reader) if scan.query.is_whole else reader.t("record-filtered")


def record_text(record: Record | None, reader: Reader) -> Markup:
    """Always with one of the three verdicts."""
    if record is None:
        return reader.t("record-unmeasured")
    if record.verdict is Verdict.TOO_LITTLE:
        return reader.t("record-too-little", cases=record.cases, needed=FEWEST_CASES)
    return reader.t(
        "record",
        within=within_words(record.horizon, reader),
        reached=record.reached,
        cases=record.cases,
        other=record.reached_other_side,
        edge=reader.t("record-edge", has="yes" if record.is_ahead else "no"),
    )


def within_words(horizon: timedelta, reader: Reader) -> Markup:
    is_short = horizon <= timedelta(days=1)
    number = _hours(horizon) if is_short else horizon.days
    return reader.t("record-within", unit="hours" if is_short else "days", number=number)


def _in_words(scan: Scan, reader: Reader) -> Markup:
    t = reader.t
    if scan.magnet is None or scan.heavier is None:
        return t("in-words", words=t("words-no-levels", coin=scan.query.coin))
    heavy, _ = total_to_magnet(scan)
    story = t(
        "words-story",
        coin=scan.query.coin,
        heavier=scan.heavier.value,
        price=numbers.level(scan.magnet.far_usd),
        amount=numbers.amount(heavy),
        level=scan.magnet.name,
        plan="yes" if scan.plan.ride is not None and scan.plan.fade is not None else "no",
    )
    fresh = t("words-fresh", fresh="yes" if scan.confirmation.is_fresh else "no")
    verdict = Verdict.TOO_LITTLE if scan.record is None else scan.record.verdict
    edge = {Verdict.EDGE: "yes", Verdict.NO_EDGE: "no", Verdict.TOO_LITTLE: "none"}[verdict]
    words = (story, fresh, t("words-record", edge=edge), *forecast_words(scan, reader), *mix_words(scan, reader))
    return t("in-words", words=Markup(" ".join(words)))


def _source(scan: Scan, reader: Reader) -> Markup:
    liquidated = _told_liquidated(scan)
    venues = len(liquidated.venues) if liquidated is not None else 0
    return reader.t(
        "scan-source",
        source=source_text(scan.source, scan.venues, reader, scan),
        window=reader.span(scan.query.window),
        venues=venues,
    )
