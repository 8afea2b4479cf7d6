"""One signal: both legs of its plan, why it was said, how far it is or how it ended, and how such signals did."""

from dataclasses import dataclass
from datetime import timedelta

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.flags import flags_line
from bot.views.hunting_figures import span_words
from bot.views.reader import Reader
from bot.views.scan import leg_text, record_text
from bot.views.signal_bar import bar_lines, earned, progress
from bot.views.signals import tally_text
from bot.views.state import fresh_text
from engine.club.people import Style
from engine.liquidations.values import Record
from engine.market.values import Side
from engine.signals.ports import Tallies
from engine.signals.record import Tally, break_even
from engine.signals.values import Signal, SignalKind, SignalState
from renderers.palette import Ink
from renderers.plan_lines import PlanLine

_FLAGS_OF_POST = 1  # a caption is short


@dataclass(frozen=True, slots=True)
class SignalStory:
    """`price_usd` None: nobody knows what is traded now. `replayed`: the past month under the thresholds of now."""

    signal: Signal
    price_usd: float | None
    tallies: Tallies
    replayed: Tally | None
    record: Record | None


def signal_text(story: SignalStory, reader: Reader) -> str:
    signal, is_full = story.signal, reader.prefers.style is Style.FULL
    return lines(
        title(signal, story.price_usd, reader),
        _bar(story),
        *plan_texts(signal, reader),
        _why(signal, reader),
        _when(signal, reader),
        *_records(story, reader),
        record_text(story.record, reader) if is_full else None,
        reader.t("signal-in-words") if is_full and signal.kind is SignalKind.IMBALANCE else None,
        flags_line(signal.grounds.flags, reader),
        _source(signal, reader),
    )


def title(signal: Signal, price_usd: float | None, reader: Reader) -> Markup:
    """The first line: what it is and how it stands."""
    price = signal.state_price_usd if price_usd is None or not signal.state.is_live else price_usd
    return reader.t(
        "signal-title",
        coin=signal.coin,
        window=signal.window.value,
        side=signal.side.value,
        price=numbers.price(price),
        state=state_text(signal, price_usd, reader),
    )


def state_text(signal: Signal, price_usd: float | None, reader: Reader) -> Markup:
    t = reader.t
    if signal.state is SignalState.NEW:
        return t("signal-state-new")
    if signal.state is SignalState.CONFIRMED:
        if price_usd is None:
            return t("signal-state-confirmed")
        is_toward, part = progress(signal, price_usd)
        return t("signal-state-way", toward="target" if is_toward else "stop", share=numbers.share(part))
    won = earned(signal)
    return t(
        f"signal-state-{signal.state.value}",
        after=span_words(signal.state_at - (signal.confirmed_at or signal.opened_at), reader),
        won="" if won is None else f"{won:+.2f}",
        reason=signal.reason.value if signal.reason is not None else "horizon",
    )


def plan_texts(signal: Signal, reader: Reader) -> list[Markup]:
    plan, is_manual = signal.grounds.plan, signal.kind is SignalKind.MANUAL
    found = []
    if plan.ride is not None:
        found.append(leg_text("signal-plan" if is_manual else "scan-ride", plan.ride, reader, "leg-wins"))
    if plan.fade is not None:
        found.append(leg_text("scan-fade", plan.fade, reader, "leg-wins-too"))
    return found


def _bar(story: SignalStory) -> Markup | None:
    signal = story.signal
    price = story.price_usd if signal.state.is_live else signal.state_price_usd
    return None if price is None else Markup("<pre>" + "\n".join(bar_lines(signal, price)) + "</pre>")


def _why(signal: Signal, reader: Reader) -> Markup | None:
    grounds, t = signal.grounds, reader.t
    if signal.kind is SignalKind.MANUAL:
        said = t("signal-said-by", name=grounds.said_by or "?")
        return lines(said, t("signal-words", text=grounds.text) if grounds.text else None)
    if grounds.share is None or grounds.heavy_usd is None or grounds.light_usd is None:
        return None
    lay = t(
        "signal-why",
        share=numbers.share(grounds.share),
        side="above" if signal.side is Side.LONG else "below",
        heavy=numbers.amount(grounds.heavy_usd),
        light=numbers.amount(grounds.light_usd),
    )
    return lines(lay, fresh_text(grounds.confirmation, reader))


def _when(signal: Signal, reader: Reader) -> Markup:
    since = reader.moment(signal.confirmed_at or signal.opened_at)
    if signal.state.is_live:
        left = span_words(max(signal.expires_at - reader.now, timedelta()), reader)
        return reader.t("signal-when-live", since=since, until=reader.moment(signal.expires_at), left=left)
    reason = signal.reason.value if signal.reason is not None else "horizon"
    return reader.t("signal-when-ended", since=since, at=reader.moment(signal.state_at), reason=reason)


def _records(story: SignalStory, reader: Reader) -> list[Markup | None]:
    signal, t = story.signal, reader.t
    where = {"coin": signal.coin, "window": signal.window.value}
    if signal.kind is SignalKind.MANUAL:
        return [tally_text("signal-record-manual", story.tallies.overall, reader)]
    even = break_even(signal.grounds.ride().reward_for_one)
    return [
        tally_text("signal-record-own", story.tallies.own, reader, **where),
        tally_text("signal-record-all", story.tallies.overall, reader),
        None if story.replayed is None else tally_text("signal-record-replayed", story.replayed, reader, **where),
        None if even is None else t("signal-break-even", share=numbers.share(even)),
    ]


def _source(signal: Signal, reader: Reader) -> Markup:
    source = reader.t(f"alert-source-{signal.source.value}")
    return reader.t("signal-source", id=signal.signal_id, source=source, at=reader.moment(reader.now))


def plan_lines(signal: Signal, reader: Reader) -> tuple[PlanLine, ...]:
    """For the picture."""
    ride, t = signal.grounds.ride(), reader.t
    prices = (
        ("picture-entry", ride.entries_usd[0], Ink.PRICE),
        ("picture-stop", ride.stop_usd, Ink.DOWN),
        ("picture-target", ride.target_usd, Ink.ABOVE),
    )
    return tuple(PlanLine(usd, t.plain(key, price=numbers.level(usd)), ink) for key, usd, ink in prices)


def picture_caption(signal: Signal, price_usd: float | None, reader: Reader) -> Markup:
    return lines(title(signal, price_usd, reader), *plan_texts(signal, reader), _source(signal, reader))


def post_text(signal: Signal, record: Tally, reader: Reader) -> Markup:
    """A channel's post of a confirmed signal; a caption holds 1,024 characters."""
    return lines(
        reader.t(
            "post-confirmed",
            coin=signal.coin,
            window=signal.window.value,
            side=signal.side.value,
            price=numbers.price(signal.grounds.ride().entries_usd[0]),
        ),
        *plan_texts(signal, reader),
        _why(signal, reader),
        reader.t("post-until", until=reader.moment(signal.expires_at)),
        tally_text("signal-record-all", record, reader) if signal.kind is SignalKind.IMBALANCE else None,
        flags_line(signal.grounds.flags, reader, most=_FLAGS_OF_POST),
        _source_of_post(signal, reader),
    )


def post_end_text(signal: Signal, reader: Reader) -> Markup:
    return lines(
        reader.t(
            "post-ended",
            coin=signal.coin,
            window=signal.window.value,
            side=signal.side.value,
            state=state_text(signal, None, reader),
        ),
        _source_of_post(signal, reader),
    )


def _source_of_post(signal: Signal, reader: Reader) -> Markup:
    """As of the signal's own time, so that the words are the same whenever they are made."""
    source = reader.t(f"alert-source-{signal.source.value}")
    return reader.t("signal-source", id=signal.signal_id, source=source, at=reader.moment(signal.state_at))
