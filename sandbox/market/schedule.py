"""How finely time is stepped: a year back coarsely, the last days finely, live by the second."""

from dataclasses import dataclass

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of history: bars of `bar_ms`, each made of steps of `step_s` seconds.

    `crowd_share`: the part of the full number of traders towards which their number goes; fewer have larger positions.
    """

    start_ms: int
    end_ms: int
    bar_ms: int
    step_s: float
    crowd_share: float = 1.0

    @property
    def bars(self) -> int:
        return max(self.end_ms - self.start_ms, 0) // self.bar_ms

    @property
    def steps_a_bar(self) -> int:
        return int(self.bar_ms / 1000 / self.step_s)


# (days before the epoch at which it begins, bar, step, share of the crowd): coarse bars and few traders long ago
BACKFILL: tuple[tuple[float, int, float, float], ...] = (
    (370.0, 30 * MINUTE_MS, 900.0, 0.25),
    (44.0, 30 * MINUTE_MS, 900.0, 1.0),
    (35.0, 5 * MINUTE_MS, 150.0, 1.0),
    (3.0, MINUTE_MS, 30.0, 1.0),
)


def backfill(epoch_ms: int, days: float) -> list[Segment]:
    """Segments that fill `days` before the epoch. The first bar begins at a UTC day, so that all intervals align."""
    first = (epoch_ms - int(days * DAY_MS)) // DAY_MS * DAY_MS
    starts = [max((epoch_ms - int(before * DAY_MS)) // DAY_MS * DAY_MS, first) for before, *_ in BACKFILL]
    starts[0] = first
    ends = [*starts[1:], epoch_ms]
    rows = zip(starts, ends, BACKFILL, strict=True)
    return [Segment(start, end, bar, step, share) for start, end, (_, bar, step, share) in rows if end > start]


def seconds(start_ms: int, count: int) -> Segment:
    """Live stepping: one step and one row a second."""
    return Segment(start_ms, start_ms + count * 1000, 1000, 1.0)


def minute(start_ms: int) -> Segment:
    """Live stepping where nobody looks closely: two steps and one row a minute."""
    return Segment(start_ms, start_ms + MINUTE_MS, MINUTE_MS, 30.0)


def absence(start_ms: int, end_ms: int) -> list[Segment]:
    """Segments over a time nobody watched, from one minute to a later one: fine at its end, coarse long before.

    A resolution begins at a UTC day, and only whole bars are made, so coarser bars stay sums of finer ones.
    """
    segments, now = [], start_ms
    for (days, bar, step, share), finer_days in zip(BACKFILL, (*(row[0] for row in BACKFILL[1:]), 0.0), strict=True):
        stop = end_ms if finer_days == 0 else (end_ms - int(finer_days * DAY_MS)) // DAY_MS * DAY_MS
        to_day = -now % DAY_MS
        if bar > MINUTE_MS and to_day and stop - now > to_day:
            segments.append(Segment(now, now + to_day, MINUTE_MS, 30.0, share))
            now += to_day
        if days and stop > now and (bar == MINUTE_MS or now % DAY_MS == 0):
            segments.append(Segment(now, stop, bar, step, share))
            now = stop
    return segments
