"""`make bench`: every benchmark one after the other, or those named: `make bench ARGS="peers renderers"`."""

import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_NOT_ALONE = {"peer_runner"}  # started by another one


def names() -> list[str]:
    found = sorted(file.stem for file in _HERE.glob("*.py"))
    return [name for name in found if not name.startswith("_") and name not in _NOT_ALONE]


def main() -> int:
    asked, every = sys.argv[1:], names()
    unknown = [name for name in asked if name not in every]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are: {', '.join(every)}")
        return 2
    failed = []
    for name in asked or every:
        print(f"--- {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
