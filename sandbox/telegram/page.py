"""The chat page's files, and the pictures and documents it shows."""

import asyncio
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.telegram.files import Files

STATIC = Path(__file__).parent / "static"
INLINE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


def add_page_routes(app: web.Application, files: Files) -> None:
    async def index(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def media(request: web.Request) -> web.StreamResponse:
        """Photos are shown; everything else is only ever downloaded, so that an HTML file cannot run here."""
        file = files.find(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        path = await asyncio.to_thread(files.ensure_on_disk, file)
        headers = {"Cache-Control": "private, max-age=86400", "Content-Security-Policy": "sandbox; default-src 'none'"}
        shown = INLINE_TYPES.get(path.suffix.lower()) if file["kind"] != "document" else None
        headers["Content-Type"] = shown or "application/octet-stream"
        if shown is None:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.get('file_name', 'file'))}"
        return web.FileResponse(path, headers=headers)

    app.router.add_get("/", index)
    app.router.add_get("/media/{file_id}", media)
    app.router.add_static("/static", STATIC, append_version=False)
