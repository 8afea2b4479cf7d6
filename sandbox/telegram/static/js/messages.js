// The list of messages: order, days, albums, edits in place, and a scroll position that does not jump.

import { post } from "./api.js";
import { avatar, el, toneOf } from "./dom.js";
import { bubble } from "./bubble.js";
import { copyText, formatted, summary } from "./entities.js";
import { popup } from "./overlays.js";
import { richBlocks } from "./rich.js";
import { loadEarlier, messageKey, on, state, tell } from "./state.js";
import { dayKey, dayName } from "./time.js";

const list = document.getElementById("messages");
const scroller = document.getElementById("scroller");
const toEnd = document.getElementById("to-end");
const nodes = new Map();
let stuck = true;
let lastTop = 0;
const AT_END_PX = 60;

export function isAtEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX;
}

export function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  stuck = true;
  toEnd.hidden = true;
}

// Only the reader lets go of the end: content that grows also fires "scroll", but never moves up.
scroller.addEventListener("scroll", () => {
  const top = scroller.scrollTop;
  if (isAtEnd()) stuck = true;
  else if (top < lastTop - 1) stuck = false;
  lastTop = top;
  toEnd.hidden = stuck;
  if (top < 300 && !stuck) earlier();
}, { passive: true });
toEnd.addEventListener("click", scrollToEnd);
new ResizeObserver(() => { if (stuck) scrollToEnd(); }).observe(list);
new ResizeObserver(() => { if (stuck) scrollToEnd(); }).observe(scroller);

let loading = false;

async function earlier() {
  if (loading) return;
  loading = true;
  try {
    if (await loadEarlier(state.chat)) steady(renderAll);
  } finally {
    loading = false;
  }
}

// Keeps what the reader looks at where it is, whatever `change` does above it.
function steady(change) {
  if (stuck) { change(); scrollToEnd(); return; }
  const top = scroller.getBoundingClientRect().top;
  const anchor = [...list.children].find((child) => child.isConnected && !child.classList.contains("day") && child.getBoundingClientRect().bottom > top);
  const key = anchor?.dataset.key;
  const before = anchor?.getBoundingClientRect().top;
  change();
  const after = key && list.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (after) scroller.scrollTop += after.getBoundingClientRect().top - before;
}

function units() {
  const found = [];
  for (const message of state.messages.values()) {
    const last = found.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else found.push([message]);
  }
  return found;
}

function sameAuthor(one, other) {
  if (!one || !other || one.meta.service || other.meta.service) return false;
  const id = (message) => message.sender_chat?.id ?? message.from?.id;
  return id(one) === id(other) && one.meta.out === other.meta.out && other.date - one.date < 600;
}

export function renderAll() {
  nodes.clear();
  const items = [];
  let day = null;
  const all = units();
  all.forEach((album, index) => {
    const [message] = album;
    if (dayKey(message.date) !== day) { day = dayKey(message.date); items.push(el("li", { class: "day" }, el("span", { class: "pill" }, dayName(message.date)))); }
    items.push(makeItem(album, all[index - 1]?.[0], all[index + 1]?.[0]));
  });
  if (!items.length) items.push(welcome());
  list.replaceChildren(...items);
  showDraft();
}

function makeItem(album, previous, next) {
  const shown = album.find((message) => message.caption) ?? album[0];
  const node = bubble({ ...shown, reply_markup: album.at(-1).reply_markup }, { album, first: !sameAuthor(previous, album[0]), followed: sameAuthor(album[0], next) });
  const item = el("li", { class: node.className });
  item.append(...node.childNodes);
  item.dataset.key = messageKey(album[0]);
  item.addEventListener("contextmenu", (event) => { if (!event.target.closest("a, img")) { event.preventDefault(); actions(event, shown); } });
  nodes.set(item.dataset.key, item);
  return item;
}

function welcome() {
  const { chat } = state;
  const title = chat?.title ?? "";
  const text = chat?.type === "private" ? chat.description || "Press START to talk to the bot." : chat?.inside ? "No messages yet." : "Members see what is written here.";
  return el("li", { class: "welcome" }, avatar(title, chat?.type === "private" ? "#5b7cf0" : toneOf(chat?.id), chat?.type === "private" ? "helix" : "users"), el("h2", {}, title), el("p", {}, text));
}

function unitOf(key) {
  const all = units();
  const index = all.findIndex((album) => album.some((message) => messageKey(message) === key));
  return { album: all[index], previous: all[index - 1]?.[0], next: all[index + 1]?.[0], all, index };
}

export function addMessage(message) {
  const known = state.messages.has(messageKey(message));
  state.messages.set(messageKey(message), message);
  if (known) return replaceMessage(message);
  if (message.meta.out) stuck = true;
  steady(() => {
    list.querySelector(".welcome, .draft")?.remove();
    const { album, previous } = unitOf(messageKey(message));
    const isFirst = !previous || dayKey(previous.date) !== dayKey(message.date);
    if (isFirst && album.length === 1) list.append(el("li", { class: "day" }, el("span", { class: "pill" }, dayName(message.date))));
    const old = nodes.get(messageKey(album[0]));
    const item = makeItem(album, previous, undefined);
    if (album.length === 1) item.classList.add("fresh");
    old ? old.replaceWith(item) : list.append(item);
    if (previous && sameAuthor(previous, album[0])) refresh(messageKey(previous));
    showDraft();
  });
}

function refresh(key) {
  const { album, previous, next } = unitOf(key);
  if (!album) return;
  const old = nodes.get(messageKey(album[0]));
  const opened = [...(old?.querySelectorAll("blockquote.expandable, details, .spoiler") ?? [])].map(isOpen);
  const item = makeItem(album, previous, next);
  [...item.querySelectorAll("blockquote.expandable, details, .spoiler")].forEach((node, index) => reopen(node, opened[index]));
  const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.wait ?? null : null;
  old?.replaceWith(item);
  if (focused) [...item.querySelectorAll(".key")].find((key) => key.dataset.wait === focused)?.focus();
}

function isOpen(node) {
  return node.matches("blockquote") ? !node.classList.contains("folded") : node.matches("details") ? node.open : node.classList.contains("shown");
}

function reopen(node, open) {
  if (open === undefined) return;
  if (node.matches("blockquote")) node.classList.toggle("folded", !open);
  else if (node.matches("details")) node.open = open;
  else node.classList.toggle("shown", open);
}

export function replaceMessage(message) {
  if (!state.messages.has(messageKey(message))) return;
  state.messages.set(messageKey(message), message);
  steady(() => refresh(messageKey(message)));
}

export function removeMessages(keys) {
  for (const key of keys) state.messages.delete(String(key));
  steady(renderAll);
}

export function showDraft() {
  list.querySelector(".draft")?.remove();
  const draft = state.chat?.draft;
  if (!draft) return;
  const thinking = el("span", { class: "thinking", "aria-label": "Thinking" }, el("i"), el("i"), el("i"));
  const body = draft.rich_message ? el("div", { class: "rich" }, richBlocks(draft.rich_message.blocks, { chat: state.chat })) : el("div", { class: "body" }, draft.text ? formatted(draft.text, draft.entities) : thinking);
  const stop = draft.can_stop && el("div", { class: "keyboard" }, el("div", { class: "row" }, el("button", { class: "key", type: "button", onclick: () => post("stop-draft", { as: state.me.key }).catch((error) => tell("toast", error.message)) }, "Stop")));
  list.append(el("li", { class: "message draft" }, el("div", { class: "stack" }, el("div", { class: "bubble" }, body), stop)));
}

export function jumpTo(messageId) {
  const { album } = unitOf(String(messageId));
  const node = album && nodes.get(messageKey(album[0]));
  if (!node) return tell("toast", "That message is not here any more.");
  node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.classList.remove("flash");
  void node.offsetWidth;
  node.classList.add("flash");
}

function actions(event, message) {
  if (message.meta.service || message.meta.ephemeral) return;
  const react = (emoji) => post("react", { as: state.me.key, chat: state.chat.id, message_id: message.message_id, emoji }).catch((error) => tell("toast", error.message));
  const emojis = el("div", { class: "emoji-row" }, ["👍", "❤️", "🔥", "🎯", "👀"].map((emoji) => el("button", { type: "button", onclick: () => react(emoji) }, emoji)));
  const items = [emojis, { label: "Reply", icon: "reply", action: () => tell("reply", message) }, { label: "Copy text", icon: "copy", action: () => copyText(message.text ?? message.caption ?? summary(message)) }];
  if (message.meta.out && message.text) items.push({ label: "Edit", icon: "edit", action: () => tell("edit", message) });
  popup(event.clientX, event.clientY, items);
}

on("jump", jumpTo);
