"""What a recording tells about a contract: its steps of price and quantity, from the numbers themselves."""

from datetime import timedelta
from decimal import Decimal

import numpy as np

from cli.importing_rows import Contract
from db.times import at_ms
from engine.market.values import Bars, FloatArray, Instrument
from engine.market.windows import MAJORS

_SAMPLE = 500
# No recording tells the highest leverage; these are what the venues usually allow.
_MAJOR_LEVERAGE, _OTHER_LEVERAGE = 100.0, 50.0
_USUAL_INTERVAL = timedelta(hours=8)


def contract_of(contract: Contract, bars: Bars) -> Instrument:
    """Steps are the finest decimals seen, per coin; risk tiers stay unknown."""
    unit = contract.multiplier
    return Instrument(
        venue=contract.venue,
        symbol=contract.symbol,
        coin=contract.coin,
        tick_size=_finest(bars.close * unit) / unit,
        lot_size=_finest(bars.volume_base / unit) * unit,
        max_leverage=_MAJOR_LEVERAGE if contract.coin in MAJORS else _OTHER_LEVERAGE,
        funding_interval=_USUAL_INTERVAL,
        listed_at=at_ms(int(bars.open_ms[0])) if len(bars) else None,
    )


def _finest(numbers: FloatArray) -> Decimal:
    """The power of ten of the last decimal of any of the first numbers, as the recorder wrote them."""
    written = [Decimal(f"{number:.10g}").normalize() for number in numbers[:_SAMPLE] if np.isfinite(number)]
    digits = [min(int(number.as_tuple().exponent), 0) for number in written if number]
    return Decimal(1).scaleb(min(digits, default=0))
