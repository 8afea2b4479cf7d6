"""Tells scans to whoever listens. Nobody who listens can stop or hold up the one who tells."""

import asyncio
from collections.abc import Iterable, Sequence

import structlog
from prometheus_client import Counter

from engine.liquidations.values import Scan
from engine.scanners.alerting import ScanListener

FAILED = Counter("helix_scan_listener_failures_total", "Scans a listener did not take", ["listener"])
_PATIENCE_S = 5.0
log = structlog.get_logger()


class Listeners:
    """One after the other, in the order they came."""

    def __init__(self, listeners: Iterable[ScanListener] = (), patience_s: float = _PATIENCE_S) -> None:
        self._listeners = list(listeners)
        self._patience_s = patience_s

    def __len__(self) -> int:
        return len(self._listeners)

    def add(self, listener: ScanListener) -> None:
        self._listeners.append(listener)

    async def tell(self, scans: Sequence[Scan]) -> None:
        for scan in scans:
            for listener in self._listeners:
                await self._tell(listener, scan)

    async def _tell(self, listener: ScanListener, scan: Scan) -> None:
        name = type(listener).__name__
        try:
            async with asyncio.timeout(self._patience_s):
                await listener.heard(scan)
        except Exception as error:  # noqa: BLE001  # the last line before the board, which goes on whatever happens
            FAILED.labels(name).inc()
            query = scan.query
            log.error("scan_listener_failed", listener=name, coin=query.coin, window=query.window, error=repr(error))
