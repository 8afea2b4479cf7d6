// Start-up, deep links, and what to do with each event from the server.

import { listen, post } from "./api.js";
import { endAction, renderChats, renderHead, showAction } from "./chats.js";
import { focusInput, noteMarkup, render as renderComposer, resetComposer, send, setStartPayload, toggleAnonymous } from "./composer.js";
import { icon } from "./dom.js";
import { noteCall, refreshInspector, toggleInspector } from "./inspector.js";
import { settle } from "./keyboard.js";
import { addMessage, jumpTo, removeMessages, renderAll, replaceMessage, scrollToEnd, showDraft } from "./messages.js";
import { alertBox, popup } from "./overlays.js";
import { renderPersonas } from "./personas.js";
import { chatById, chatByKey, loadMessages, loadState, markRead, messageKey, on, state, tell } from "./state.js";
import { applyTheme } from "./theme.js";
import { configureTime } from "./time.js";
import "./links.js";

const app = document.getElementById("app");
const address = new URL(location.href);
let source = null;
let refreshing = null;

async function openChat(chat, { show = true } = {}) {
  if (!chat) return;
  state.chat = chat;
  resetComposer();
  await loadMessages(chat);
  if (show) app.dataset.pane = "chat";
  markRead(chat);
  drawAll();
  scrollToEnd();
  remember();
  focusInput();
}

function drawAll() {
  renderPersonas();
  renderChats();
  renderHead();
  renderAll();
  renderComposer();
  refreshInspector();
}

function remember() {
  const url = new URL(location.href);
  for (const name of ["send", "start"]) url.searchParams.delete(name);
  url.searchParams.set("as", state.me.key);
  url.searchParams.set("chat", state.chat?.key ?? "bot");
  history.replaceState(null, "", url);
}

async function become(key, chatKey, show) {
  source?.close();
  const answer = await loadState(key);
  localStorage.setItem("persona", key);
  configureTime({ language: state.me.language_code, frozenAt: answer.frozen ? answer.now : undefined });
  source = listen(key, handle, catchUp);
  await openChat(chatByKey(chatKey) ?? chatByKey("bot"), { show });
}

// After the line was lost: everything anew, the scroll position kept by `removeMessages`.
async function catchUp() {
  await loadState(state.me.key);
  if (state.chat) await loadMessages(state.chat);
  removeMessages([]);
  drawAll();
}

function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const before = state.chat?.inside;
    await loadState(state.me.key);
    if (state.chat && state.chat.inside !== before) { await loadMessages(state.chat); renderAll(); }
    renderPersonas();
    renderChats();
    renderHead();
    renderComposer();
    refreshInspector();
  }, 60);
}

function isOpen(event) {
  return event.chat_id === state.chat?.id;
}

function onMessage(event) {
  const { message } = event;
  const chat = chatById(event.chat_id);
  if (!chat) return refreshSoon();
  if (!message.meta.ephemeral) chat.last = message;
  if (message.meta.by_bot) endAction(chat.id);
  if (isOpen(event)) {
    if (message.meta.replaces) removeMessages([message.meta.replaces]);
    addMessage(message);
    noteMarkup(message);
    if (!document.hidden && app.dataset.pane === "chat") markRead(chat);
  }
  if (chat.type === "private" && !state.me.started) refreshSoon();
  return renderChats();
}

const HANDLERS = {
  message: onMessage,
  edited: (event) => {
    const chat = chatById(event.chat_id);
    if (chat?.last && messageKey(chat.last) === messageKey(event.message)) chat.last = event.message;
    if (isOpen(event)) replaceMessage(event.message);
    renderChats();
  },
  deleted: (event) => {
    if (isOpen(event)) removeMessages([...event.message_ids, ...(event.ephemeral_message_id ? [`e${event.ephemeral_message_id}`] : [])]);
    refreshSoon();
  },
  action: (event) => showAction(event.chat_id, event.action),
  draft: (event) => {
    const chat = chatById(event.chat_id);
    if (chat) chat.draft = event.draft;
    if (isOpen(event)) { showDraft(); if (event.draft) scrollToEnd(); }
  },
  answered: settle,
  order: (event) => tell("order", event.order),
  call: (event) => noteCall(event.call),
  pinned: refreshSoon, chats: refreshSoon, commands: refreshSoon,
  reset: () => location.reload(),
};

function handle(event) {
  HANDLERS[event.type]?.(event);
}

function chatMenu(event) {
  const { chat, me } = state;
  const act = (path, body = {}) => () => post(path, { as: me.key, chat: chat.id, ...body }).catch((error) => tell("toast", error.message));
  const items = [];
  if (chat.type === "private") {
    items.push(me.blocked ? { label: "Unblock the bot", icon: "check", action: act("unblock") } : { label: "Block the bot", icon: "lock", danger: true, action: act("block") });
    for (const [code, name] of [["en", "English"], ["es", "Español"], ["ru", "Русский"]]) items.push({ label: `${me.first_name}'s Telegram: ${name}${me.language_code === code ? " ✓" : ""}`, icon: "edit", action: act("language", { language_code: code }) });
  } else {
    if (["creator", "administrator"].includes(chat.status) && chat.type !== "channel") items.push({ label: "Write as the group, or as yourself", icon: "lock", action: toggleAnonymous });
    if (chat.type === "group") items.push({ label: "Upgrade to a supergroup", icon: "users", action: act("migrate-to-supergroup") });
    if (chat.inside) items.push({ label: "Leave", icon: "close", danger: true, action: act("leave") });
    else items.push({ label: "Join at once (demo)", icon: "check", action: act("join", { direct: true }) });
  }
  const box = event.currentTarget.getBoundingClientRect();
  popup(box.right - 220, box.bottom + 4, items);
}

on("open", (chat) => openChat(chat));
on("close", () => { app.dataset.pane = "list"; renderChats(); });
on("persona", async (key) => { await become(key, state.chat?.key, app.dataset.pane === "chat"); document.querySelector(`[data-persona="${key}"]`)?.focus(); });
on("alert", (text) => alertBox(text, state.bot.first_name));
on("chat-menu", chatMenu);
on("comments", async (messageId) => { await openChat(chatById(state.chat.linked_chat_id)); jumpTo(messageId); const post_ = state.messages.get(String(messageId)); if (post_) tell("reply", post_); });

addEventListener("visibilitychange", () => { if (!document.hidden && state.chat && app.dataset.pane === "chat") { markRead(state.chat); renderChats(); } });
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog, .menu") && app.dataset.pane === "chat" && innerWidth <= 720) tell("close");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); document.getElementById("search").focus(); }
});

async function begin() {
  const query = address.searchParams;
  if (query.get("theme")) applyTheme(query.get("theme")); else applyTheme();
  configureTime({ zone: query.get("tz") ?? "", frozenAt: query.get("now") ? Date.parse(query.get("now")) / 1000 : null });
  document.getElementById("to-end").append(icon("down"));
  const asked = query.has("chat") || query.has("send") || query.has("start");
  await become(query.get("as") ?? localStorage.getItem("persona") ?? "member", query.get("chat") ?? "bot", asked || innerWidth > 720);
  if (query.has("start")) setStartPayload(query.get("start"));
  if (query.has("start")) renderComposer();
  if (query.get("send")) await send(query.get("send"));
  if (query.get("inspector")) await toggleInspector(true);
  document.documentElement.dataset.ready = "true";
}

begin().catch((error) => {
  localStorage.removeItem("persona");
  document.getElementById("messages").textContent = `The page could not start: ${error.message}`;
});
