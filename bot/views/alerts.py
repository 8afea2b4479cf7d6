"""Alerts: the list, and what they say when they speak."""

from collections.abc import Sequence
from datetime import timedelta

from bot.texts import Markup, Translate
from bot.views import numbers
from bot.views.card import TEXT_LIMIT, lines
from bot.views.reader import Reader
from engine.club.alerts import ENDED, Alert, AlertKind, Jump
from engine.club.limits import ALERTS_EACH
from engine.club.watch import Firing
from engine.market.values import Side

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def alerts_text(alerts: Sequence[Alert], how: Markup, reader: Reader) -> str:
    """`how`: of `how_text`."""
    t = reader.t
    if not alerts:
        return lines(t("alerts-empty"), how)
    rows = [f"• {alert_line(alert, t)}" for alert in alerts]
    return lines(t("alerts-title", count=len(alerts), limit=ALERTS_EACH), *rows, t("alerts-buttons"), how)


def how_text(coin: str, price_usd: float | None, reader: Reader) -> Markup:
    """How alerts are written."""
    return reader.t("alert-how", coin=coin, price=example_price(price_usd))


def example_price(price_usd: float | None) -> str:
    """A little above what is traded; without thousands, as one would type it."""
    return numbers.level((price_usd or 100.0) * 1.02).replace(",", "")


def alert_line(alert: Alert, t: Translate) -> str:
    asked = alert.asked
    if asked.kind is AlertKind.PRICE:
        direction = asked.direction.value if asked.direction else "rise"
        price, level = numbers.level(asked.price_usd or 0), asked.level or ""
        return t.plain("alert-line-price", coin=asked.coin, direction=direction, price=price, level=level).strip()
    return t.plain(
        f"alert-line-{asked.kind.value}",
        coin=asked.coin,
        window=asked.window.value,
        distance=f"{(asked.distance or 0) * 100:g}",
        strength=f"{asked.strength or 0:g}",
        share=f"{(asked.share or 0) * 100:g}",
    )


def cooldown_text(cooldown: timedelta, t: Translate) -> str:
    """15 min, 1 h, 24 h."""
    if cooldown < _HOUR:
        return t.plain("cooldown-minutes", number=cooldown // _MINUTE)
    return t.plain("cooldown-hours", number=cooldown // _HOUR)


def firings_text(batch: Sequence[Firing], reader: Reader) -> str:
    """One alert, or several that came together; those that waited for the end of quiet hours say when they spoke."""
    t, last = reader.t, batch[-1]
    is_held = any(firing.is_held for firing in batch)
    title = t("alerts-held", count=len(batch)) if is_held else None
    if title is None and len(batch) > 1:
        title = t("alerts-together", count=len(batch))
    source = t(f"alert-source-{last.alert.asked.source.value}")
    end = t(_source_key(batch), source=source, at=reader.moment(last.fired_at))
    told: list[Markup] = []
    for number, firing in enumerate(batch):
        said = firing_line(firing, reader)
        if is_held:
            said = t("alert-at-time", at=reader.clock(firing.fired_at), what=said)
        left = len(batch) - number
        if sum(map(len, told)) + len(said) > TEXT_LIMIT - 500:  # a night of crashes: the rest is a number
            told.append(t("alerts-more", count=left))
            break
        told.append(said)
    return lines(title, *told, end)


def _source_key(batch: Sequence[Firing]) -> str:
    if all(firing.detail == ENDED for firing in batch):
        return "alert-fired-source-ended"
    is_measured = all(firing.alert.asked.kind is AlertKind.SPIKE for firing in batch)
    return "alert-fired-source-spike" if is_measured else "alert-fired-source"


def firing_line(firing: Firing, reader: Reader) -> Markup:
    """What one alert saw."""
    t, asked = reader.t, firing.alert.asked
    if firing.detail == ENDED:
        return t("alert-fired-ended", coin=asked.coin, alert=alert_line(firing.alert, t))
    price, target = numbers.price(firing.price_usd), numbers.level(firing.level_price_usd or firing.price_usd)
    match asked.kind:
        case AlertKind.PRICE:
            return t("alert-fired-price", coin=asked.coin, price=price, target=target, level=asked.level or "none")
        case AlertKind.LEVEL:
            away = numbers.percent((firing.level_price_usd or firing.price_usd) / firing.price_usd - 1)
            amount = numbers.amount(firing.level_notional_usd or 0)
            return t(
                "alert-fired-level",
                coin=asked.coin,
                price=price,
                away=away,
                target=target,
                amount=amount,
                window=asked.window.value,
            )
        case AlertKind.IMBALANCE:
            side = "above" if firing.detail == Side.SHORT else "below"
            share = numbers.share(firing.value or 0)
            return t(
                "alert-fired-imbalance", coin=asked.coin, price=price, side=side, share=share, window=asked.window.value
            )
        case AlertKind.SPIKE:
            what, figure = firing.detail or Jump.MOVE.value, jump_figure(firing)
            return t("alert-fired-spike", coin=asked.coin, price=price, what=what, figure=figure)


def jump_figure(firing: Firing) -> str:
    """1.7x of volume, +3.4 % of open interest or price."""
    value = firing.value or 0.0
    return numbers.ratio(value) if firing.detail == Jump.VOLUME else numbers.percent(value)
