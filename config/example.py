"""The text of `.env.example`, written from the declarations: `python -m config.example > .env.example`."""

import sys
from textwrap import wrap

from config.keys import Key, keys_of
from config.settings import groups

_HEAD = """\
# Settings of Helix. Copy to .env and fill in what you have: every key is optional, an empty one counts as not set,
# and a variable of the process environment wins over this file. `helix doctor` shows what works.
# After the equals sign stands the default.
"""


def example() -> str:
    blocks = [_HEAD]
    for group in groups().values():
        title = (group.__doc__ or group.__name__).strip()
        blocks.append(f"# ===== {title}\n")
        blocks += [_entry(key) for key in keys_of(group)]
    return "\n".join(blocks)


def _entry(key: Key) -> str:
    works = f"Values: {key.works}."
    unit = f" Unit: {key.unit}." if key.unit else ""
    also = f" Also accepted: {', '.join(key.also)}." if key.also else ""
    lines = [f"# {line}" for line in wrap(f"{key.what} {works}{unit}{also}", 116)]
    return "\n".join([*lines, f"{key.name}={key.default}", ""])


if __name__ == "__main__":
    sys.stdout.write(example())
