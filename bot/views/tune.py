"""`/tune`: what makes a signal, and what another threshold would have done in the past month."""

from bot.texts import Markup
from bot.views.card import lines
from bot.views.numbers import share
from bot.views.reader import Reader
from bot.views.signals import tally_text
from bot.views.thresholds import knob_name, tight_value, value_text
from engine.market.values import Coin, MarketSource
from engine.scanners.thresholds import Thresholds
from engine.signals.trials.replay import Replayed
from engine.signals.tuner import Comparison
from engine.signals.tuning import KNOB_OF, KNOBS, Knob

_NAME, _COLUMN = 14, 10


def tune_text(coin: Coin, limits: Thresholds, own: frozenset[str], month: Replayed, reader: Reader) -> Markup:
    t = reader.t
    rows = [
        t(
            "tune-line",
            name=knob.name,
            value=value_text(knob, getattr(limits, knob.name)),
            set="yes" if knob.name in own else "no",
        )
        for knob in KNOBS
    ]
    said = tally_text("tune-month", month.tally, reader, signals=str(month.signals)) if month.signals else None
    return lines(t("tune-title", coin=coin or "all"), *rows, said, t("tune-how"))


def knob_text(knob: Knob, coin: Coin, value: float, reader: Reader) -> Markup:
    t, name = reader.t, knob_name(knob.name, reader)
    return lines(
        t("tune-knob-title", coin=coin or "all", name=name, value=value_text(knob, value)),
        t("tune-knob-words", name=knob.name),
        t("tune-knob-how", least=value_text(knob, knob.least), most=value_text(knob, knob.most)),
    )


def comparison_text(found: Comparison, source: MarketSource, reader: Reader) -> Markup:
    """Both settings side by side over the same month, with their counts and intervals."""
    t, knob = reader.t, KNOB_OF[found.setting.name]
    values = {"was": value_text(knob, found.was), "becomes": value_text(knob, found.becomes)}
    name, coin = knob_name(knob.name, reader), found.setting.coin or "all"
    head = t("tune-try-title", coin=coin, name=name, **values)
    if not found.coins or found.since is None or found.until is None:
        return lines(head, t("tune-nothing-yet", coin=coin), _source(source, reader))
    windows = " ".join(window.value for window in found.windows)
    span = {"since": reader.moment(found.since), "until": reader.moment(found.until)}
    return lines(
        head,
        _table(found, knob, reader),
        t("tune-verdict", verdict=_verdict(found)),
        t("tune-covered", coins=found.coins, windows=windows, **span),
        t("tune-caution"),
        _source(source, reader),
    )


def _table(found: Comparison, knob: Knob, reader: Reader) -> Markup:
    before, after, t = found.before, found.after, reader.t

    def row(key: str, one: str, two: str) -> str:
        return f"{t.plain(key)[:_NAME]:<{_NAME}}{one:>{_COLUMN}}{two:>{_COLUMN}}"

    counted = (
        ("tune-row-signals", before.signals, after.signals),
        ("tune-row-hit", before.tally.hit, after.tally.hit),
        ("tune-row-stopped", before.tally.stopped, after.tally.stopped),
        ("tune-row-expired", before.tally.expired, after.tally.expired),
        ("tune-row-open", before.signals - before.tally.cases, after.signals - after.tally.cases),
    )
    rows = [row("tune-row-value", tight_value(knob, found.was), tight_value(knob, found.becomes))]
    rows += [row(key, f"{one:,}", f"{two:,}") for key, one, two in counted]
    rows.append(row("tune-row-share", _share(before), _share(after)))
    rows.append(row("tune-row-interval", _interval(before), _interval(after)))
    rows.append(row("tune-row-won", _won(before), _won(after)))
    return Markup("<pre>" + "\n".join(rows) + "</pre>")


def _share(one: Replayed) -> str:
    return f"{share(one.tally.share)}%" if one.tally.is_enough else "-"


def _won(one: Replayed) -> str:
    return f"{one.won_each:+.2f}" if one.tally.is_enough else "-"


def _interval(one: Replayed) -> str:
    low, high = one.tally.interval
    return f"{share(low)}-{share(high)}%" if one.tally.is_enough else "-"


def _verdict(found: Comparison) -> str:
    """`few`, `same` (nothing changes), `overlap`, `more` or `less`."""
    before, after = found.before, found.after
    if before == after:
        return "same"
    if not (before.tally.is_enough and after.tally.is_enough):
        return "few"
    if after.tally.interval[0] > before.tally.interval[1]:
        return "more"
    return "less" if after.tally.interval[1] < before.tally.interval[0] else "overlap"


def _source(source: MarketSource, reader: Reader) -> Markup:
    return reader.t("tune-source", source=reader.t(f"alert-source-{source.value}"), at=reader.moment(reader.now))
