"""A signal an admin says: how it is written, what is wrong with it, and its preview."""

from bot.texts import Markup
from bot.views import numbers
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.scan import within_words
from engine.errors import Refused
from engine.liquidations.records.values import horizon_of
from engine.signals.manual import Draft, SlotTaken, TooFar, WrongSide
from engine.signals.record import break_even
from engine.signals.typed import BadSignal


def how_text(reader: Reader) -> Markup:
    return reader.t("signal-how")


def refusal_text(refused: Refused, reader: Reader) -> Markup:
    """With the numbers, and what would be right."""
    t = reader.t
    if isinstance(refused, WrongSide):
        return t(
            "signal-wrong-side",
            side=refused.side.value,
            part=refused.part,
            value=numbers.level(refused.value_usd),
            against=refused.against,
            reference=numbers.level(refused.against_usd),
        )
    if isinstance(refused, TooFar):
        away = numbers.percent(refused.value_usd / refused.price_usd - 1, 0)
        price = numbers.price(refused.price_usd)
        return t("signal-too-far", part=refused.part, value=numbers.level(refused.value_usd), away=away, price=price)
    if isinstance(refused, SlotTaken):
        living = refused.living
        return t(
            "signal-slot-taken",
            coin=living.coin,
            window=living.window.value,
            side=living.side.value,
            id=living.signal_id,
            until=reader.moment(living.expires_at),
        )
    missing = refused.missing if isinstance(refused, BadSignal) else ()
    return lines(t("signal-missing", parts=", ".join(t(f"signal-part-{part}") for part in missing)), t("signal-how"))


def preview_text(draft: Draft, reader: Reader) -> Markup:
    """Entry, stop and target with their distances, and what is won for one risked."""
    t, ride, typed = reader.t, draft.ride, draft.typed
    entry, even = ride.entries_usd[0], break_even(ride.reward_for_one)
    rows = [
        _row(t.plain("signal-row-entry"), entry, entry / draft.price_usd - 1),
        _row(t.plain("signal-row-stop"), ride.stop_usd, ride.stop_usd / entry - 1),
        _row(t.plain("signal-row-target"), ride.target_usd, ride.target_usd / entry - 1),
    ]
    reward = t("leg-eaten-by-fees") if even is None else t("leg-wins", reward=numbers.reward(ride.reward_for_one or 0))
    return lines(
        t("signal-preview", coin=typed.coin, window=draft.window.value, side=ride.side.value),
        Markup("<pre>" + "\n".join(rows) + "</pre>"),
        reward,
        None if even is None else t("signal-break-even", share=numbers.share(even)),
        None if draft.is_entered else t("signal-waits-for-entry", price=numbers.price(draft.price_usd)),
        t("signal-words", text=typed.text) if typed.text else None,
        t("signal-preview-source", within=within_words(horizon_of(draft.window), reader)),
    )


def _row(name: str, usd: float, away: float) -> str:
    return f"{name:<8}{numbers.level(usd):>14} {numbers.tight_percent(away):>8}"
