"""What the feeds count."""

from prometheus_client import Counter, Gauge, Histogram

MESSAGES = Counter("helix_feed_messages_total", "Stream messages that carried market data", ["venue"])
MALFORMED = Counter("helix_feed_malformed_total", "Messages that could not be read and were dropped", ["venue"])
RECONNECTS = Counter("helix_feed_reconnects_total", "Streams that broke", ["venue", "reason"])
REQUESTS = Counter("helix_feed_requests_total", "REST requests", ["venue", "outcome"])
LAG = Histogram(
    "helix_feed_lag_seconds",
    "Venue's stamp to our clock",
    ["venue"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300),
)
CONNECTED = Gauge("helix_feed_connections", "Stream connections that are up", ["venue"])
BOOKS_LOST = Counter("helix_tape_books_lost_total", "Order books that had to be asked for anew", ["venue", "reason"])
