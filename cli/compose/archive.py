"""Where raw frames go, as the settings say."""

from datetime import timedelta
from pathlib import Path

from config import Settings
from engine.feeds.archive import ArchiveLimits, FrameArchive, FrameKind
from engine.market.ports import Clock
from engine.market.values import MarketSource

FOLDER = "incoming"
_KINDS = {
    "off": frozenset[FrameKind](),
    "liquidations": frozenset({FrameKind.LIQUIDATIONS}),
    "all": frozenset(FrameKind),
}


def archive_of(settings: Settings, home: Path | None, source: MarketSource, clock: Clock) -> FrameArchive | None:
    """None where nothing is to be kept. `home`: HELIX_HOME."""
    chosen, kinds = settings.market, _KINDS[settings.market.raw_frames]
    if home is None or not kinds:
        return None
    limits = ArchiveLimits(timedelta(days=chosen.raw_frames_days), chosen.raw_frames_mb * 1_000_000)
    return FrameArchive(home / FOLDER, source, clock, kinds, limits)
