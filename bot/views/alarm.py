"""What admins read when a source has failed three times."""

from bot.views.card import lines
from bot.views.reader import Reader
from engine.market.trouble import FeedAlarm

_LONGEST_REASON = 300


def alarm_text(alarm: FeedAlarm, reader: Reader) -> str:
    """What happened, since when, why as the source said it, and the state at that moment."""
    t = reader.t
    snapshot = "\n".join(f"{name}={_short(value)}" for name, value in alarm.snapshot.items())
    venue = alarm.venue.value.capitalize()
    return lines(
        t("alarm-title", venue=venue, part=alarm.part, failures=alarm.failures, at=reader.moment(alarm.at)),
        t("alarm-meaning", part=alarm.part),
        t("alarm-reason", reason=alarm.reason[:_LONGEST_REASON]),
        t("alarm-snapshot", snapshot=snapshot),
    )


def _short(value: str | float) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)
