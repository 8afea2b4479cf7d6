"""Integer milliseconds, as markets count, to and from aware UTC datetimes, as Postgres keeps them."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def at_ms(ms: int) -> datetime:
    """Exact: no float in between."""
    return _EPOCH + int(ms) * _MS


def ms_at(at: datetime) -> int:
    """Whole milliseconds, rounded down."""
    return (at - _EPOCH) // _MS
