"""Alerts: the list, and what one says when it speaks."""

from collections.abc import Sequence

from bot.texts import Markup, Translate
from bot.views import numbers
from bot.views.card import lines
from bot.views.reader import Reader
from engine.club.alerts import Alert, AlertKind
from engine.club.limits import ALERTS_EACH
from engine.club.watch import Firing


def alerts_text(alerts: Sequence[Alert], reader: Reader) -> str:
    t = reader.t
    if not alerts:
        return lines(t("alerts-empty"), t("alert-how"))
    rows = [f"• {alert_line(alert, t)}" for alert in alerts]
    return lines(t("alerts-title", count=len(alerts), limit=ALERTS_EACH), *rows, t("alert-how"))


def alert_line(alert: Alert, t: Translate) -> str:
    asked = alert.asked
    if asked.kind is AlertKind.PRICE:
        direction = asked.direction.value if asked.direction else "rise"
        return t.plain(
            "alert-line-price",
            coin=asked.coin,
            direction=direction,
            price=numbers.level(asked.price_usd or 0),
            level=asked.level or "",
        ).strip()
    return t.plain(
        "alert-line-level",
        coin=asked.coin,
        window=asked.window.value,
        distance=f"{(asked.distance or 0) * 100:g}",
        strength=f"{asked.strength or 0:g}",
    )


def firing_text(firing: Firing, reader: Reader) -> str:
    t, asked = reader.t, firing.alert.asked
    target = numbers.level(firing.level_price_usd or asked.price_usd or firing.price_usd)
    if asked.kind is AlertKind.PRICE:
        said: Markup = t(
            "alert-fired-price",
            coin=asked.coin,
            price=numbers.price(firing.price_usd),
            target=target,
            level=asked.level or "none",
        )
    else:
        away = (firing.level_price_usd or firing.price_usd) / firing.price_usd - 1
        said = t(
            "alert-fired-level",
            coin=asked.coin,
            price=numbers.price(firing.price_usd),
            away=numbers.percent(away),
            target=target,
            amount=numbers.amount(firing.level_notional_usd or 0),
            window=asked.window.value,
        )
    source = t(f"alert-source-{asked.source.value}")
    return lines(said, t("alert-fired-source", source=source, at=reader.moment(firing.fired_at)))
