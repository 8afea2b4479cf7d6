// Writing: text, commands with completion, files, answers, reply keyboards, START.

import { post, upload } from "./api.js";
import { el, icon } from "./dom.js";
import { summary } from "./entities.js";
import { Completion } from "./completion.js";
import { on, state, tell } from "./state.js";

const root = document.getElementById("composer");
let replying = null;
let editing = null;
let staged = null;
let anonymous = false;
let keysHidden = false;
let input = null;
let startPayload = "";
const drafts = new Map();
const completion = new Completion((command) => { input.value = ""; send(`/${command}`); });

export function setStartPayload(payload) {
  startPayload = payload;
}

function act(promise) {
  return promise.catch((error) => tell("toast", error.message));
}

export async function send(text) {
  const clean = text.trim();
  if (!clean) return;
  const body = { as: state.me.key, chat: state.chat.id, text: clean };
  if (editing) await act(post("edit", { ...body, message_id: editing.message_id }));
  else await act(post("send", { ...body, reply_to: replying?.message_id ?? 0, anonymous }));
  replying = editing = null;
  render();
}

function big(label, action, disabled = false) {
  return el("button", { class: "big-button", type: "button", disabled, onclick: () => act(action()) }, label);
}

function gate() {
  const { chat, me } = state;
  if (chat.type === "private") {
    if (me.blocked) return big("UNBLOCK AND RESTART", () => post("start", { as: me.key }));
    if (!me.started || startPayload) return big(startPayload && me.started ? `START  (${startPayload})` : "START", start);
    return null;
  }
  if (!chat.inside) return joinButton(chat, me);
  if (chat.type === "channel" && !["creator", "administrator"].includes(chat.status)) return el("div", { class: "read-only" }, "Only administrators write here. Buttons and comments work.");
  return null;
}

async function start() {
  const payload = startPayload;
  startPayload = "";
  await post("start", { as: state.me.key, payload });
  render();
}

function joinButton(chat, me) {
  if (chat.requested) return big("Request sent. An administrator has to say yes.", () => Promise.resolve(), true);
  if (chat.status === "kicked") return el("div", { class: "read-only" }, "You were removed from this group.");
  return big(chat.join_by_request ? "ASK TO JOIN" : "JOIN", () => post("join", { as: me.key, chat: chat.id }));
}

export function render() {
  if (input && state.chat) drafts.set(input.dataset.chat, input.value);
  input = null;
  if (!state.chat) return root.replaceChildren();
  const closed = gate();
  if (closed) return root.replaceChildren(closed);
  root.replaceChildren(el("div", { class: "composer-bar" }, anonymousNote(), contextRow(), stagedRow(), inputRow()), ...[replyKeys()].filter(Boolean), completion.node);
  grow();
  return undefined;
}

function inputRow() {
  const { chat } = state;
  const key = `${state.me.key}:${chat.id}`;
  const markup = replyMarkup();
  const placeholder = markup?.input_field_placeholder ?? (chat.type === "channel" ? "Broadcast a message…" : "Message");
  input = el("textarea", { rows: "1", placeholder, "aria-label": "Message", "data-chat": key, maxlength: "4096", autocomplete: "off", spellcheck: "false" });
  input.value = editing ? editing.text : drafts.get(key) ?? "";
  input.addEventListener("input", () => { grow(); completion.update(input.value, chat.commands); });
  input.addEventListener("keydown", onKey);
  input.addEventListener("paste", onPaste);
  const file = el("input", { type: "file", hidden: true, "aria-label": "File" });
  file.addEventListener("change", () => { if (file.files[0]) stage(file.files[0]); });
  const attach = el("button", { class: "icon-button", type: "button", "aria-label": "Attach a file", onclick: () => file.click() }, icon("clip"));
  const keys = markup?.keyboard && el("button", { class: "icon-button", type: "button", "aria-label": "Show or hide the bot's keyboard", onclick: () => { keysHidden = !keysHidden; render(); input.focus(); } }, icon("keyboard"));
  const go = el("button", { class: "icon-button send", type: "button", "aria-label": "Send", onclick: submit }, icon("send"));
  return el("div", { class: "composer-row" }, menuButton(), attach, file, input, keys, go);
}

function menuButton() {
  if (!state.chat.commands.length || state.chat.type !== "private") return null;
  return el("button", { class: "menu-button", type: "button", "aria-label": "Commands of the bot", onclick: () => { input.focus(); completion.isOpen ? completion.close() : completion.update("/", state.chat.commands); } }, icon("menu"), el("span", {}, "Menu"));
}

function onKey(event) {
  if (completion.isOpen && completion.handle(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  if (event.key === "ArrowUp" && !input.value) { event.preventDefault(); lastMessage(event.ctrlKey || event.metaKey); }
  if (event.key === "Escape" && (replying || editing || staged)) { replying = editing = staged = null; render(); focusInput(); }
}

// As in Telegram Desktop: Up edits one's last message, Ctrl+Up answers the one before (again: one further back).
function lastMessage(toReply) {
  const shown = [...state.messages.values()].filter((message) => !message.meta.service && !message.meta.ephemeral).reverse();
  if (!toReply) { editing = shown.find((message) => message.meta.out && message.text) ?? null; replying = null; }
  else { replying = shown[shown.indexOf(replying) + 1] ?? shown[0] ?? null; editing = null; }
  render();
  focusInput();
}

function onPaste(event) {
  const [file] = event.clipboardData?.files ?? [];
  if (file) { event.preventDefault(); stage(file); }
}

async function submit() {
  const text = input.value;
  input.value = "";
  completion.close();
  if (staged) await sendFile(text);
  else await send(text);
  focusInput();
}

function grow() {
  if (!input) return;
  input.style.height = "auto";
  input.style.height = `${Math.max(37, input.scrollHeight)}px`;
}

export function focusInput() {
  if (matchMedia("(pointer: fine)").matches) input?.focus();
}

function stage(file) {
  staged = { file, photo: file.type.startsWith("image/") };
  render();
  focusInput();
}

async function sendFile(caption) {
  const { file, photo } = staged;
  staged = null;
  await act(upload({ as: state.me.key, chat: state.chat.id, caption, photo: photo ? "1" : "", file }));
  render();
}

function stagedRow() {
  if (!staged) return null;
  const box = el("input", { type: "checkbox" });
  box.checked = staged.photo;
  box.addEventListener("change", () => { staged.photo = box.checked; });
  const thumb = staged.file.type.startsWith("image/") ? el("img", { src: URL.createObjectURL(staged.file), alt: "" }) : icon("file");
  const drop = el("button", { class: "icon-button", type: "button", "aria-label": "Do not send it", onclick: () => { staged = null; render(); } }, icon("close"));
  const asPhoto = staged.file.type.startsWith("image/") && el("label", {}, box, "as photo");
  return el("div", { class: "staged" }, thumb, el("div", {}, el("b", {}, "Send a file"), el("span", {}, staged.file.name)), asPhoto, drop);
}

function contextRow() {
  const message = editing ?? replying;
  if (!message) return null;
  const cancel = el("button", { class: "icon-button", type: "button", "aria-label": "Cancel", onclick: () => { replying = editing = null; render(); focusInput(); } }, icon("close"));
  const title = editing ? "Edit the message" : `Reply to ${message.sender_chat?.title ?? message.from?.first_name ?? "message"}`;
  return el("div", { class: "replying" }, el("div", {}, el("b", {}, title), el("span", {}, summary(message))), cancel);
}

function anonymousNote() {
  return anonymous && ["group", "supergroup"].includes(state.chat.type) ? el("div", { class: "anonymous" }, icon("lock"), "You write as the group. Nobody sees who you are.") : null;
}

export function toggleAnonymous() {
  anonymous = !anonymous;
  render();
}

// The newest message of the bot that says anything about a reply keyboard.
function replyMarkup() {
  for (const message of [...state.messages.values()].reverse()) {
    const markup = message.reply_markup;
    if (!message.meta.by_bot || !markup) continue;
    if (markup.remove_keyboard) return null;
    if (markup.keyboard || markup.force_reply) return { ...markup, id: message.message_id };
  }
  return null;
}

function replyKeys() {
  const markup = replyMarkup();
  if (!markup?.keyboard || keysHidden) return null;
  const press = (text) => { if (markup.one_time_keyboard) keysHidden = true; send(text); };
  return el("div", { class: "reply-keys", role: "group", "aria-label": "The bot's keyboard" }, markup.keyboard.map((row) => el("div", { class: "row" }, row.map((button) => el("button", { class: `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`, type: "button", onclick: () => press(button.text) }, button.text)))));
}

export function noteMarkup(message) {
  if (!message.meta.by_bot || !message.reply_markup || message.reply_markup.inline_keyboard) return;
  keysHidden = false;
  if (message.reply_markup.force_reply) replying = message;
  render();
}

export function resetComposer() {
  replying = editing = staged = null;
  keysHidden = false;
  completion.close();
}

on("reply", (message) => { replying = message; editing = null; render(); focusInput(); });
on("edit", (message) => { editing = message; replying = null; render(); focusInput(); });
on("say", (text) => send(text));
