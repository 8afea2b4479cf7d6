"""Arguments of one Bot API call, whatever they came in: JSON, a form, a query string, multipart with files."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.telegram.refusals import Refusal, bad_request

Json = dict[str, Any]
MAX_UPLOAD_BYTES = 52 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    values: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if isinstance(value, list | dict):
            raise bad_request(f"can't parse {name}: expected a String")
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values[name]) if self.has(name) else default
        except (TypeError, ValueError):
            raise bad_request(f"can't parse {name}: expected an integer") from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """A JSON value, also where a form carries it as text. `None` when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> Json | None:
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: object expected")
        return value

    def items(self, name: str) -> list[Any]:
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"can't parse {name}: array expected")
        return value

    def shown(self) -> Json:
        """For the inspector: structures unfolded, files as name and size."""
        shown = {name: unfolded(value) for name, value in self.values.items()}
        for name, upload in self.files.items():
            shown[name] = {"file": upload.name, "mime": upload.mime, "bytes": len(upload.data)}
        return shown


def unfolded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def read_params(request: web.Request) -> Params:
    params = Params(dict(request.query))
    if request.method != "POST" or not request.body_exists:
        return params
    kind = request.content_type
    if kind == "application/json":
        params.values.update(await read_json(request))
    elif kind == "multipart/form-data":
        await read_parts(request, params)
    else:
        params.values.update((await request.post()).items())
    return params


async def read_json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("expected a JSON object as the request body")
    return body


async def read_parts(request: web.Request, params: Params) -> None:
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        total += len(data)
        if total > MAX_UPLOAD_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            params.values[part.name] = data.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            params.files[part.name] = Upload(part.filename, mime, data)
