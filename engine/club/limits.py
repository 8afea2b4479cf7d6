"""What a person may have, in one place. Until memberships exist everyone counts as a member with these."""

from datetime import timedelta

ALERTS_EACH = 3
ALERT_COOLDOWN = timedelta(hours=1)
REARM_FACTOR = 1.5  # a level alert is armed again once price is this many distances away
SMALLEST_DISTANCE = 0.001
LARGEST_DISTANCE = 0.20
DEFAULT_STRENGTH = 50  # percentile among the map's levels
