// The chat list, the head of the open chat, and its pinned bar.

import { avatar, el, icon, toneOf } from "./dom.js";
import { summary } from "./entities.js";
import { state, tell, unread } from "./state.js";
import { listTime } from "./time.js";

const list = document.getElementById("chats");
const head = document.getElementById("chat-head");
const pinnedBar = document.getElementById("pinned");
const search = document.getElementById("search");
const app = document.getElementById("app");
const ACTIONS = { typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file" };
const doing = new Map();
const SHOWN_FOR_MS = 5200;

search.addEventListener("input", renderChats);

export function chatTone(chat) {
  return chat.type === "private" ? "#5b7cf0" : toneOf(chat.id);
}

function picture(chat) {
  return chat.type === "private" ? "helix" : undefined;
}

export function renderChats() {
  const wanted = search.value.trim().toLowerCase();
  const shown = state.chats.filter((chat) => `${chat.title} ${summary(chat.last)}`.toLowerCase().includes(wanted));
  list.replaceChildren(...shown.map(row));
  if (!shown.length) list.append(el("li", { class: "empty-note" }, "Nothing found"));
}

function row(chat) {
  const count = chat.id === state.chat?.id && app.dataset.pane === "chat" ? 0 : unread(chat);
  const sign = chat.type === "channel" ? icon("megaphone") : chat.type === "private" ? null : icon("users");
  const badge = count ? el("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : count) : null;
  return el("li", {}, el("button", { class: "chat-row", type: "button", "data-chat": chat.key, "aria-current": String(chat.id === state.chat?.id), onclick: () => tell("open", chat) },
    avatar(chat.title, chatTone(chat), picture(chat)),
    el("span", { class: "chat-row-text" },
      el("span", { class: "chat-row-top" }, el("span", { class: "chat-title" }, sign, chat.title), chat.last && el("span", { class: "chat-time" }, listTime(chat.last.date))),
      el("span", { class: "chat-row-bottom" }, el("span", { class: "chat-last" }, lastLine(chat)), badge))));
}

function lastLine(chat) {
  if (doing.has(chat.id)) return `${ACTIONS[doing.get(chat.id).action] ?? "busy"}…`;
  if (!chat.inside && chat.type !== "channel") return chat.requested ? "You asked to join" : chat.status === "kicked" ? "You were removed" : "Not a member";
  if (!chat.last) return chat.type === "private" ? "Press START" : "No messages yet";
  if (chat.last.meta.service) return summary(chat.last.pinned_message) || "…";
  const who = chat.last.meta.out ? "You: " : chat.type === "private" || chat.type === "channel" ? "" : `${chat.last.sender_chat?.title ?? chat.last.from?.first_name ?? ""}: `;
  return [who && el("b", {}, who), summary(chat.last)];
}

export function renderHead() {
  const { chat } = state;
  if (!chat) return;
  const back = el("button", { class: "icon-button back", type: "button", "aria-label": "Back to the chats", onclick: () => tell("close") }, icon("back"));
  const action = doing.get(chat.id);
  const sub = el("div", { class: action ? "head-sub active" : "head-sub", role: "status" }, action ? el("span", { class: "dots" }, ACTIONS[action.action] ?? "busy") : subtitle(chat));
  const more = el("button", { class: "icon-button", type: "button", "aria-label": "Chat actions", onclick: (event) => tell("chat-menu", event) }, icon("more"));
  head.replaceChildren(back, avatar(chat.title, chatTone(chat), picture(chat)), el("div", { class: "head-text" }, el("div", { class: "head-title" }, chat.title), sub), more);
  renderPinned();
}

function subtitle(chat) {
  if (chat.type === "private") return state.me.blocked ? "bot · you blocked it" : "bot";
  const noun = chat.type === "channel" ? "subscriber" : "member";
  return `${chat.member_count} ${noun}${chat.member_count === 1 ? "" : "s"}`;
}

function renderPinned() {
  const pinned = state.chat?.pinned?.at(-1);
  pinnedBar.hidden = !pinned;
  if (!pinned) return;
  pinnedBar.replaceChildren(el("button", { type: "button", onclick: () => tell("jump", pinned.message_id) }, el("b", {}, "Pinned message"), el("span", {}, summary(pinned))));
}

export function showAction(chatId, action) {
  clearTimeout(doing.get(chatId)?.timer);
  doing.set(chatId, { action, timer: setTimeout(() => endAction(chatId), SHOWN_FOR_MS) });
  renderHead();
  renderChats();
}

export function endAction(chatId) {
  if (!doing.has(chatId)) return;
  clearTimeout(doing.get(chatId).timer);
  doing.delete(chatId);
  renderHead();
  renderChats();
}
