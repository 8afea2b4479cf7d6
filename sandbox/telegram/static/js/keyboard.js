// Buttons under messages: the press, the wait for the answer, and what the client does by itself.

import { post } from "./api.js";
import { el, icon, safeLink } from "./dom.js";
import { copyText } from "./entities.js";
import { messageKey, state, tell } from "./state.js";
import { openPayment } from "./payment.js";

const LATE_AFTER_MS = 10000;
const waiting = new Map();
const MARKS = { url: "link", web_app: "link", login_url: "link", copy_text: "copy" };

export function keyboardOf(message) {
  let rows = message.reply_markup?.inline_keyboard ?? [];
  if (message.invoice && !rows.length) rows = [[{ text: `Pay ⭐ ${message.invoice.total_amount}`, pay: true }]];
  if (!rows.length) return null;
  return el("div", { class: "keyboard", role: "group", "aria-label": "Buttons of the message" }, rows.map((row) => keyRow(row, message)));
}

export function keyRow(row, message) {
  return el("div", { class: row.length > 4 ? "row crowded" : "row" }, row.map((button) => key(button, message)));
}

function key(button, message) {
  const id = waitKey(message, button);
  const mark = Object.keys(MARKS).find((kind) => button[kind]);
  const node = el("button", {
    class: "key", type: "button", "data-wait": id, disabled: Boolean(button.disabled), onclick: () => press(button, message),
  }, button.pay ? payText(button, message) : button.text);
  if (["primary", "success", "danger"].includes(button.style)) node.classList.add(button.style);
  if (mark) { const sign = icon(MARKS[mark]); sign.classList.add("mark"); node.append(sign); }
  const current = waiting.get(id);
  if (current) node.classList.add(current.late ? "late" : "busy");
  return node;
}

function payText(button, message) {
  return button.text.replace(/⭐️?|XTR/g, "⭐") || `Pay ⭐ ${message.invoice?.total_amount ?? ""}`;
}

function waitKey(message, button) {
  return `${state.me.key}:${message.chat.id}:${messageKey(message)}:${button.callback_data ?? button.text}`;
}

async function press(button, message) {
  if (button.pay) return openPayment(message);
  if (button.copy_text) return copyText(button.copy_text.text);
  const url = button.url ?? button.login_url?.url;
  if (url) return openLink(url);
  if (button.web_app) return tell("toast", `A Mini App would open here: ${button.web_app.url}`);
  if (!button.callback_data) return tell("toast", "This stand-in cannot press such a button.");
  return pressCallback(button, message);
}

export function openLink(url) {
  if (/^(https?:\/\/t\.me\/|tg:)/i.test(url)) return tell("telegram-link", url);
  const href = safeLink(url);
  if (href) window.open(href, "_blank", "noopener,noreferrer");
}

async function pressCallback(button, message) {
  const id = waitKey(message, button);
  const entry = { late: false };
  clearTimeout(waiting.get(id)?.timer);
  entry.timer = setTimeout(() => { entry.late = true; paint(id); }, LATE_AFTER_MS);
  waiting.set(id, entry);
  paint(id);
  try {
    const answer = await post("press", {
      as: state.me.key, chat: message.chat.id, message_id: message.message_id,
      ephemeral_message_id: message.ephemeral_message_id ?? 0, data: button.callback_data,
    });
    pressed.set(answer.query_id, { id, entry });
    if (early.has(answer.query_id)) settle(early.get(answer.query_id));
  } catch (error) {
    finish(id);
    tell("toast", error.message);
  }
}

function paint(id) {
  for (const node of document.querySelectorAll(".key[data-wait]")) {
    if (node.dataset.wait !== id) continue;
    const entry = waiting.get(id);
    node.classList.toggle("busy", Boolean(entry && !entry.late));
    node.classList.toggle("late", Boolean(entry?.late));
  }
}

function finish(id) {
  clearTimeout(waiting.get(id)?.timer);
  waiting.delete(id);
  paint(id);
}

// Every press of this page waits for its own answer, a double tap for two. An answer can overtake the reply to our
// press: it is kept until the query's id is known.
const pressed = new Map();
const early = new Map();
const MAX_EARLY = 100;

export function settle(event) {
  const press = pressed.get(event.query_id);
  if (!press) {
    early.set(event.query_id, event);
    if (early.size > MAX_EARLY) early.delete(early.keys().next().value);
    return;
  }
  pressed.delete(event.query_id);
  early.delete(event.query_id);
  if (waiting.get(press.id) === press.entry) finish(press.id);
  if (event.url) openLink(event.url);
  else if (event.text) tell(event.show_alert ? "alert" : "toast", event.text);
}
