"""Whether a stamp is of now: what is older than the window, or from the future, is not acted on. Pure."""

FUTURE_MS = 1_000  # a clock may be ahead by less than that, whatever the window


def is_timely(now_ms: int, window_ms: int, stamp_ms: int) -> bool:
    """now - window <= stamp < now + 1 s: the rule venues judge requests by, so one rule for both directions."""
    return now_ms - window_ms <= stamp_ms < now_ms + FUTURE_MS
