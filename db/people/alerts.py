"""Alerts and what they said, on Postgres."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg

from db.database import Database
from db.people.statements import statements
from engine.club.alerts import Alert, AlertKind, Direction, NewAlert, Verdict
from engine.club.watch import Firing
from engine.market.values import Coin, MarketSource
from engine.market.windows import Window

_SQL = statements("alerts.sql")


class AlertRepository:
    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(self, asked: NewAlert, limit: int) -> Alert | None:
        """The alert, the same one where it is set already, None where the person has `limit` of them."""
        async with self._db.transaction() as connection:
            await connection.execute(_SQL["lock_owner"], asked.user_id)
            same = await connection.fetchrow(
                _SQL["same_alert"],
                asked.user_id,
                asked.coin,
                asked.source,
                asked.kind,
                asked.window,
                asked.price_usd,
                asked.distance,
                asked.strength,
                asked.share,
                asked.asked_in,
            )
            row = same or await connection.fetchrow(_SQL["add_alert"], *_columns(asked), limit)
        return _alert(row) if row else None

    async def of(self, user_id: int) -> Sequence[Alert]:
        return [_alert(row) for row in await self._db.rows(_SQL["alerts_of_user"], user_id)]

    async def end(self, alert_id: int, user_id: int) -> bool:
        """False where it is not theirs or is gone already."""
        return await self._db.row(_SQL["end_alert"], alert_id, user_id) is not None

    async def cool_for(self, alert_id: int, user_id: int, cooldown: timedelta) -> Alert | None:
        """None where it is not theirs or is gone already."""
        row = await self._db.row(_SQL["change_cooldown"], alert_id, user_id, cooldown)
        return _alert(row) if row else None

    async def active(self, source: MarketSource) -> Sequence[Alert]:
        return [_alert(row) for row in await self._db.rows(_SQL["active_alerts"], source)]

    async def keep(self, alert: Alert, verdict: Verdict, price_usd: float, at: datetime) -> bool:
        """State and firing in one transaction. False where another was first, or the coin is not over."""
        async with self._db.transaction() as connection:
            changed = await connection.fetchrow(
                _SQL["change_alert"], alert.alert_id, verdict.is_armed, verdict.fires, at, alert.is_armed, verdict.ends
            )
            if changed is None:
                return False
            if verdict.fires:
                level = verdict.cluster
                await connection.execute(
                    _SQL["add_firing"],
                    alert.alert_id,
                    alert.asked.source,
                    price_usd,
                    level.peak_usd if level else alert.asked.price_usd,
                    level.notional_usd if level else None,
                    at,
                    verdict.value,
                    verdict.detail,
                )
            return True


class FiringRepository:
    """What alerts said and who still has to hear it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def claim(self, limit: int, lease_s: float, burst_s: float = 0.0) -> Sequence[Firing]:
        """What is due to whom was told nothing for `burst_s`; firings of one `batch_id` belong into one message."""
        return [_firing(row) for row in await self._db.rows(_SQL["claim_firings"], limit, lease_s, burst_s)]

    async def anchor(self, firing_ids: Sequence[int], message_id: int) -> None:
        """The chat's newest message just before the send: what was sent stands after it."""
        await self._db.run(_SQL["anchor_firings"], firing_ids, message_id)

    async def confirm(self, firing_ids: Sequence[int], message_id: int) -> None:
        await self._db.run(_SQL["confirm_firings"], firing_ids, message_id)

    async def drop(self, firing_ids: Sequence[int], why: str) -> None:
        await self._db.run(_SQL["drop_firings"], firing_ids, why)

    async def delay(self, firing_ids: Sequence[int], delay_s: float, why: str, *, is_held: bool = False) -> None:
        """`is_held`: for quiet hours, so that it is news however late."""
        await self._db.run(_SQL["delay_firings"], firing_ids, delay_s, why, is_held)


def _columns(asked: NewAlert) -> tuple[object, ...]:
    return (
        asked.user_id,
        asked.coin,
        asked.source,
        asked.kind,
        asked.window,
        asked.price_usd,
        asked.direction,
        asked.level,
        asked.distance,
        asked.strength,
        asked.share,
        asked.cooldown,
        asked.asked_in,
    )


def _alert(row: asyncpg.Record) -> Alert:
    asked = NewAlert(
        user_id=row["user_id"],
        coin=Coin(row["coin"]),
        source=MarketSource(row["market_source"]),
        kind=AlertKind(row["kind"]),
        window=Window(row["time_window"]),
        price_usd=row["price_usd"],
        direction=Direction(row["direction"]) if row["direction"] else None,
        level=row["level"],
        distance=row["distance"],
        strength=row["strength"],
        share=row["share"],
        cooldown=row["cooldown"],
        asked_in=row["asked_in"],
    )
    return Alert(row["alert_id"], asked, row["is_armed"], row["last_fired_at"], row["created_at"])


def _firing(row: asyncpg.Record) -> Firing:
    return Firing(
        firing_id=row["firing_id"],
        alert=_alert(row),
        price_usd=row["fired_price_usd"],
        level_price_usd=row["level_price_usd"],
        level_notional_usd=row["level_notional_usd"],
        fired_at=row["fired_at"],
        attempt=row["attempts"],
        is_unknown=row["is_unknown"],
        anchor_id=row["anchor_id"],
        value=row["seen_value"],
        detail=row["seen_detail"],
        batch_id=row["batch_id"] or -row["firing_id"],
        is_held=row["is_held"],
    )
