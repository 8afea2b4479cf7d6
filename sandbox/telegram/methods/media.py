"""Photos, documents and albums."""

from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.files import document_object, photo_sizes
from sandbox.telegram.methods.ephemeral import maybe_ephemeral
from sandbox.telegram.methods.texts import caption_of, read_caption
from sandbox.telegram.outbox import send
from sandbox.telegram.params import Upload
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
NAMES = {"photo": "Photo", "document": "Document", "thumbnail": "Thumbnail"}


def media_content(call: Call, kind: str, source: str) -> Json:
    """The message part for a photo or document given as upload, `attach://name`, file_id or address."""
    upload = uploaded(call, kind, source)
    if upload is not None:
        file = call.api.files.add_photo(upload) if kind == "photo" else call.api.files.add_document(upload)
    else:
        file = known_file(call, kind, source)
    if kind == "photo":
        return {"photo": photo_sizes(call.api.files, file)}
    return {"document": document_object(file)}


def uploaded(call: Call, kind: str, source: str) -> Upload | None:
    if source.startswith("attach://"):
        upload = call.params.files.get(source.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return upload
    return call.params.files.get(kind) if not source else None


def known_file(call: Call, kind: str, source: str) -> Json:
    if not source:
        raise bad_request(f"there is no {kind} in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = call.api.files.find(source)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file["kind"] != kind:
        raise bad_request(f"can't use file of type {NAMES[file['kind']]} as {NAMES[kind]}")
    return file


def send_media(call: Call, kind: str) -> Json:
    chat = reachable_chat(call)
    content = {**media_content(call, kind, call.params.text(kind)), **caption_of(call)}
    if call.params.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return maybe_ephemeral(call, chat, content) or send(call, chat, content)


def send_photo(call: Call) -> Json:
    return send_media(call, "photo")


def send_document(call: Call) -> Json:
    return send_media(call, "document")


def input_media(call: Call, media: Any) -> Json:
    """Content for one InputMedia object."""
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = str(media.get("type", ""))
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is not supported by this sandbox')
    caption = read_caption(
        str(media.get("caption") or ""), str(media.get("parse_mode") or ""), media.get("caption_entities"),
        bool(media.get("show_caption_above_media")),
    )  # fmt: skip
    spoiler = {"has_media_spoiler": True} if media.get("has_spoiler") else {}
    return {**media_content(call, kind, str(media.get("media") or "")), **caption, **spoiler}


def send_media_group(call: Call) -> list[Json]:
    chat = reachable_chat(call)
    items = call.params.items("media")
    if not 2 <= len(items) <= 10:
        raise bad_request("there must be 2-10 items in the album")
    contents = [input_media(call, item) for item in items]
    if len({"photo" in content for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    if call.params.has("reply_markup"):
        raise bad_request("reply markup is not allowed in albums")
    call.api.limits.check(chat["id"], len(items))
    album = str(call.world.next_message_id(0) + 13_000_000_000)
    return [send(call, chat, {"media_group_id": album, **content}) for content in contents]


METHODS = {"sendPhoto": send_photo, "sendDocument": send_document, "sendMediaGroup": send_media_group}
