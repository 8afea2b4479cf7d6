"""Uploaded files: checked as Telegram checks them, kept once by content, handed out by file_id."""

import hashlib
import io
import mimetypes
from pathlib import Path
from typing import Any

from PIL import Image

from sandbox.telegram.params import Upload
from sandbox.telegram.refusals import Refusal, bad_request
from sandbox.telegram.store import Store

Json = dict[str, Any]
MEGABYTE = 1024 * 1024
MAX_PHOTO_BYTES = 10 * MEGABYTE
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_DOWNLOAD_BYTES = 20 * MEGABYTE
MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
KEPT_BYTES = 512 * MEGABYTE
THUMBNAIL_SIDE = 320
PREFIX = {"photo": "AgACAgIAAxk", "document": "BQACAgIAAxk", "thumbnail": "AAMCAgADGQ"}
FOLDER = {"photo": "photos", "document": "documents", "thumbnail": "thumbnails"}


class Files:
    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store

    def find(self, file_id: str) -> Json | None:
        found: Json | None = self.store.get("file", file_id)
        return found

    def by_path(self, path: str) -> Json:
        """The file that `getFile` gave this path; nothing else in the folder can be had."""
        found = self.find(self.store.get("file_path", path) or "")
        if found is None:
            raise Refusal(404, "Not Found")
        return found

    def path_of(self, file: Json) -> Path:
        return self.folder / str(file["path"])

    def read(self, file: Json) -> bytes:
        return self.path_of(file).read_bytes()

    def add_photo(self, upload: Upload) -> Json:
        """The stored photo with `width` and `height`. Refuses what is no image, too large, or too narrow."""
        if len(upload.data) > MAX_PHOTO_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        width, height, kind = measured(upload.data)
        if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        extension = ".jpg" if kind == "JPEG" else f".{kind.lower()}"
        return self.keep("photo", upload, extension, {"width": width, "height": height})

    def add_document(self, upload: Upload) -> Json:
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > MAX_FILE_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        extension = Path(upload.name).suffix[:12] if upload.name else ""
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime
        return self.keep("document", upload, extension, {"file_name": upload.name or "file", "mime_type": mime})

    def keep(self, kind: str, upload: Upload, extension: str, details: Json) -> Json:
        digest = hashlib.sha256(kind.encode() + upload.name.encode() + upload.data).hexdigest()
        path = Path(FOLDER[kind]) / f"{digest[:24]}{safe_extension(extension)}"
        file = {
            "kind": kind, "file_id": PREFIX[kind] + digest[:48], "file_unique_id": "AQAD" + digest[48:60],
            "file_size": len(upload.data), "path": str(path), **details,
        }  # fmt: skip
        if self.find(file["file_id"]) is None:
            self.path_of(file).parent.mkdir(parents=True, exist_ok=True)
            self.path_of(file).write_bytes(upload.data)
            self.remember(file)
        return file

    def thumbnail(self, photo: Json) -> Json:
        """A small size of a photo; made on the first download, since most are never asked for."""
        digest = photo["file_id"].removeprefix(PREFIX["photo"])
        scale = min(1.0, THUMBNAIL_SIDE / max(photo["width"], photo["height"]))
        file = {
            "kind": "thumbnail", "file_id": PREFIX["thumbnail"] + digest,
            "file_unique_id": photo["file_unique_id"] + "s",
            "width": max(1, round(photo["width"] * scale)), "height": max(1, round(photo["height"] * scale)),
            "path": f"thumbnails/{digest[:24]}.jpg", "of": photo["file_id"],
        }  # fmt: skip
        if self.find(file["file_id"]) is None:
            self.remember(file)
        return file

    def remember(self, file: Json) -> None:
        self.store.put("file_path", file["path"], file["file_id"])
        self.store.put("file", file["file_id"], file)

    def forget(self, path: str) -> None:
        self.store.drop("file", self.store.get("file_path", path) or "")
        self.store.drop("file_path", path)

    def sweep(self, keep_bytes: int = KEPT_BYTES) -> int:
        """Deletes the oldest files beyond `keep_bytes`; the number deleted. Old pictures then no longer load."""
        found = sorted((path for path in self.folder.glob("*/*") if path.is_file()), key=lambda p: -p.stat().st_mtime)
        total, deleted = 0, 0
        for path in found:
            total += path.stat().st_size
            if total > keep_bytes:
                self.forget(str(path.relative_to(self.folder)))
                path.unlink()
                deleted += 1
        return deleted

    def ensure_on_disk(self, file: Json) -> Path:
        path = self.path_of(file)
        photo = self.find(file.get("of", ""))
        if not path.exists() and photo is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            with Image.open(self.path_of(photo)) as image:
                image.convert("RGB").resize((file["width"], file["height"])).save(path, "JPEG", quality=80)
        return path


def measured(data: bytes) -> tuple[int, int, str]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            kind = image.format or ""
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if kind not in {"PNG", "JPEG", "WEBP", "GIF", "BMP"}:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return width, height, kind


def safe_extension(extension: str) -> str:
    return extension if extension[1:].isalnum() else ""


def photo_sizes(files: Files, photo: Json) -> list[Json]:
    """The Bot API's `photo`: smallest first, the original last."""
    small = files.thumbnail(photo)
    names = ("file_id", "file_unique_id", "width", "height", "file_size")
    sizes = [photo] if small["width"] == photo["width"] else [small, photo]
    return [{name: size[name] for name in names if name in size} for size in sizes]


def document_object(file: Json) -> Json:
    names = ("file_id", "file_unique_id", "file_name", "mime_type", "file_size")
    return {name: file[name] for name in names if name in file}
