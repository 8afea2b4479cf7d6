"""What a person may have, in one place. Until memberships exist everyone counts as a member with these."""

from datetime import timedelta

ALERTS_EACH = 3
ALERT_COOLDOWN = timedelta(hours=1)
COOLDOWNS = (timedelta(minutes=15), ALERT_COOLDOWN, timedelta(hours=4), timedelta(days=1))
REARM_FACTOR = 1.5  # a level alert is armed again once price is this many distances away
REARM_SHARE = 0.03  # an imbalance alert, once the heavier side has lost this much again
SMALLEST_DISTANCE = 0.001
LARGEST_DISTANCE = 0.20
DEFAULT_STRENGTH = 50  # percentile among the map's levels
SMALLEST_SHARE = 0.55
LARGEST_SHARE = 0.99
DEFAULT_SHARE = 0.75
BURST = timedelta(seconds=60)  # what follows an alert so soon is told together

WATCHED_COINS = 8  # on one card: what a phone shows without scrolling
WATCH_EVERY = timedelta(seconds=60)
