"""Which rules the trials speak of: a change of what makes a level, a plan or an ending makes all of them due again."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from engine.liquidations.records.version import model_version

_ENGINE = Path(__file__).resolve().parents[2]
_MAKES_A_MOMENT = (
    "liquidations/imbalance.py liquidations/plan.py scanners/spikes.py signals/judging.py signals/life.py"
    " signals/record.py signals/trials/finding.py signals/trials/values.py"
)


@cache
def trials_version() -> str:
    """Twelve hexadecimal digits of the files' contents."""
    digest = sha256(model_version().encode())
    for name in _MAKES_A_MOMENT.split():
        digest.update((_ENGINE / name).read_bytes())
    return digest.hexdigest()[:12]
