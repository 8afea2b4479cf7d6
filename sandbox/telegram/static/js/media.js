// Photos, albums and documents in bubbles. Pictures keep their size before they are loaded, so nothing jumps.

import { el, icon } from "./dom.js";
import { lightbox } from "./overlays.js";

const kept = new Map();
const MAX_KEPT = 400;

export function mediaUrl(fileId) {
  return `/media/${encodeURIComponent(fileId)}`;
}

// The same picture is the same <img>, so that an edit of the text below it does not make it flicker.
function image(message, size) {
  const id = `${message.chat.id}:${message.ephemeral_message_id ?? message.message_id}:${size.file_id}`;
  if (!kept.has(id)) {
    kept.set(id, el("img", { src: mediaUrl(size.file_id), width: size.width, height: size.height, alt: altText(message), decoding: "sync" }));
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(id);
}

function altText(message) {
  return (message.caption ?? "").split("\n")[0].slice(0, 120) || "Photo";
}

export function photos(messages) {
  const pictures = messages.map((message) => ({ ...message.photo.at(-1), src: mediaUrl(message.photo.at(-1).file_id), caption: message.caption }));
  const shape = messages.length === 1 ? "count-1" : messages.length === 2 ? "count-2" : "count-many";
  return el("div", { class: `photos ${shape}` }, messages.map((message, index) => {
    const button = el("button", { class: `photo ${cellShape(index, messages.length)}`, type: "button", "aria-label": `Open the picture: ${altText(message)}` }, image(message, message.photo.at(-1)));
    if (message.has_media_spoiler) button.classList.add("covered");
    button.addEventListener("click", () => (button.classList.contains("covered") ? button.classList.remove("covered") : lightbox(pictures, index)));
    return button;
  }));
}

// Three in a row; what is left over fills the first row.
function cellShape(index, count) {
  if (count < 3) return "";
  const rest = count % 3;
  if (rest === 1 && index === 0) return "full";
  if (rest === 2 && index < 2) return "half";
  return "";
}

export function fileSize(bytes = 0) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function documentRow(message) {
  const file = message.document;
  const name = file.file_name ?? "File";
  const extension = name.includes(".") ? name.split(".").at(-1).slice(0, 4).toUpperCase() : "";
  const note = `${fileSize(file.file_size)} · Download`;
  return el("a", { class: "file", href: mediaUrl(file.file_id), download: name },
    el("span", { class: "file-icon", "aria-hidden": "true" }, extension || icon("file")),
    el("span", {}, el("div", { class: "file-name" }, name), el("div", { class: "file-size" }, note)));
}
