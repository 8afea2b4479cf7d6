// One message as an element.

import { avatar, el, icon, toneOf } from "./dom.js";
import { formatted, summary } from "./entities.js";
import { keyboardOf } from "./keyboard.js";
import { documentRow, photos } from "./media.js";
import { onlyYouNote, richBlocks } from "./rich.js";
import { serviceText } from "./service.js";
import { clock, fullTime } from "./time.js";
import { state, tell } from "./state.js";

export function bubble(message, { album = [message], followed = false, first = true } = {}) {
  if (message.meta.service) return el("div", { class: "service" }, el("span", { class: "pill" }, serviceText(message)));
  const parts = contents(message, album);
  const box = el("div", { class: "bubble" }, parts);
  if (message.meta.ephemeral) { box.classList.add("only-you"); box.prepend(onlyYouNote()); }
  const stack = el("div", { class: "stack" }, box, keyboardOf(message));
  const node = el("div", { class: "message" }, groupAvatar(message, followed), stack);
  node.classList.toggle("out", message.meta.out);
  node.classList.toggle("wide", Boolean(message.photo) || hasCrowdedKeys(message) || isWideRich(message));
  node.classList.toggle("followed", followed);
  node.classList.toggle("joined", !first);
  return node;
}

function hasCrowdedKeys(message) {
  return (message.reply_markup?.inline_keyboard ?? []).some((row) => row.length > 3 || row.map((b) => b.text).join("").length > 26);
}

function isWideRich(message) {
  return (message.rich_message?.blocks ?? []).some((block) => block.type === "table");
}

function groupAvatar(message, followed) {
  const chat = state.chat;
  if (!chat || chat.type === "private" || chat.type === "channel" || message.meta.out) return null;
  if (followed) return el("span", { class: "gap" });
  const name = senderName(message);
  return avatar(name, toneOf(message.sender_chat?.id ?? message.from?.id), message.meta.by_bot ? "helix" : undefined);
}

export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title ?? "Channel";
  const from = message.from ?? {};
  return from.first_name || from.username || "Deleted Account";
}

function contents(message, album) {
  const caption = message.caption ? el("div", { class: "body" }, formatted(message.caption, message.caption_entities), stamp(message)) : null;
  const head = heading(message);
  const parts = [head, replyQuote(message)];
  if (message.photo) parts.push(...photoParts(message, album, caption));
  else if (message.document) parts.push(...album.map(documentRow), caption ?? footStamp(message));
  else if (message.invoice) parts.push(invoice(message), footStamp(message));
  else if (message.rich_message) parts.push(el("div", { class: "rich", dir: message.rich_message.is_rtl ? "rtl" : null }, richBlocks(message.rich_message.blocks, message), stamp(message)));
  else parts.push(el("div", { class: "body" }, formatted(message.text ?? "", message.entities), stamp(message)));
  parts.push(reactions(message), comments(message));
  return parts;
}

function photoParts(message, album, caption) {
  const grid = photos(album);
  if (!caption) { grid.append(stamp(message, "on-photo")); return [grid]; }
  return message.show_caption_above_media ? [caption, grid] : [grid, caption];
}

function heading(message) {
  const chat = state.chat;
  const lines = [];
  const inGroup = chat && chat.type !== "private" && chat.type !== "channel";
  if ((inGroup && !message.meta.out) || chat?.type === "channel") {
    const title = message.author_signature && inGroup ? message.author_signature : message.sender_chat && inGroup ? "admin" : "";
    lines.push(el("span", { class: "sender", tone: toneOf(message.sender_chat?.id ?? message.from?.id) }, senderName(message)), title && el("span", { class: "title" }, title));
  }
  if (message.forward_origin && !message.is_automatic_forward) lines.push(el("div", { class: "forwarded" }, `Forwarded from ${originName(message.forward_origin)}`));
  return lines.length ? el("div", { class: "bubble-head" }, lines) : null;
}

function originName(origin) {
  return origin.chat?.title ?? origin.sender_user?.first_name ?? origin.sender_user_name ?? "somebody";
}

function replyQuote(message) {
  const target = message.reply_to_message;
  if (!target) return null;
  const name = target.sender_chat?.title ?? target.from?.first_name ?? "Message";
  return el("button", { class: "quote-reply", type: "button", onclick: () => tell("jump", target.message_id) }, el("b", {}, name), el("span", {}, summary(target)));
}

function stamp(message, className = "") {
  const edited = message.edit_date ? "edited " : "";
  const signature = state.chat?.type === "channel" && message.author_signature ? `${message.author_signature}, ` : "";
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullTime(message.date) }, clock(message.date));
  return el("span", { class: `stamp ${className}` }, signature, edited, time, message.meta.out && icon("checks", "0 0 18 14"));
}

function footStamp(message) {
  return el("div", { class: "body" }, stamp(message));
}

function invoice(message) {
  const { title, description, total_amount: stars } = message.invoice;
  return el("div", { class: "invoice" }, el("h3", {}, title), el("div", {}, description), el("div", { class: "price" }, `⭐ ${stars} Stars · demo`));
}

function reactions(message) {
  const counts = new Map();
  for (const emoji of Object.values(message.meta.reactions)) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (!counts.size) return null;
  return el("div", { class: "reactions" }, [...counts].map(([emoji, count]) => el("span", { class: "reaction" }, count > 1 ? `${emoji} ${count}` : emoji)));
}

function comments(message) {
  if (state.chat?.type !== "channel" || !message.meta.comments_id) return null;
  return el("button", { class: "comments", type: "button", onclick: () => tell("comments", message.meta.comments_id) }, icon("chat"), el("span", {}, "Comments"), "›");
}
