"""What a page needs to draw for itself: plotly.js, and values as JSON that may stand inside a script element."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from renderers.figure import packed


def script_json(value: Any) -> str:
    """Whatever the labels hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=packed)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def plotly_js() -> str:
    # read as data: importing plotly's figure classes takes most of a second and none of them is needed
    return (files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
