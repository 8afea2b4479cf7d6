"""Which model a record speaks of: any change of the code that makes or judges a level makes all records due again."""

from functools import cache
from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1]
_MAKES_A_LEVEL = (
    "clusters.py distance.py imbalance.py leverage.py mixes/book.py model.py model_flow.py model_grid.py"
    " model_kernel.py model_run.py peaks.py profile.py record.py records/instants.py scan.py"
    " ../scanners/hunting/cases.py ../scanners/hunting/pattern.py"
)


@cache
def model_version() -> str:
    """Twelve hexadecimal digits of the files' contents."""
    digest = sha256()
    for name in _MAKES_A_LEVEL.split():
        digest.update((_FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]
