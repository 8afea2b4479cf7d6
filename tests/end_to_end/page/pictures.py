"""Small pictures for bots in page tests."""

import io

from PIL import Image


def png(colour: tuple[int, int, int] = (40, 90, 160), width: int = 640, height: int = 360) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()
