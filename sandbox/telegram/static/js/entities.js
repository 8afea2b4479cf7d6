// Text with Bot API entities as DOM nodes. JavaScript strings count UTF-16 units, and so do entity offsets.

import { el, icon, safeLink } from "./dom.js";
import { dateTime, fullTime } from "./time.js";
import { tell } from "./state.js";

export function formatted(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted);
}

function build(text, from, to, entities) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    const inside = rest.slice(1).filter((other) => other.offset < end);
    rest = rest.slice(1).filter((other) => other.offset >= end);
    if (entity.offset < at || entity.offset >= to) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(wrap(entity, text.slice(entity.offset, end), build(text, entity.offset, end, inside)));
    at = end;
    if (isBlock(entity) && text[at] === "\n") at += 1;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function isBlock(entity) {
  return ["pre", "blockquote", "expandable_blockquote"].includes(entity.type);
}

const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function wrap(entity, plain, children) {
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, children);
  return (WRAPPERS[entity.type] ?? ((_, __, inner) => el("span", {}, inner)))(entity, plain, children);
}

const WRAPPERS = {
  code: (_, plain) => el("code", { title: "Copy", onclick: () => copyText(plain) }, plain),
  pre: (entity, plain) => preformatted(plain, entity.language),
  blockquote: (_, __, children) => el("blockquote", {}, children),
  expandable_blockquote: (_, __, children) => expandable(children),
  spoiler: (_, __, children) => spoiler(children),
  text_link: (entity, _, children) => link(entity.url, children),
  url: (_, plain) => link(/^[a-z]+:\/\//i.test(plain) ? plain : `http://${plain}`, [plain]),
  email: (_, plain) => link(`mailto:${plain}`, [plain]),
  mention: (_, plain) => el("span", { class: "mention" }, plain),
  text_mention: (_, plain) => el("span", { class: "mention" }, plain),
  hashtag: (_, plain) => el("span", { class: "hash" }, plain),
  cashtag: (_, plain) => el("span", { class: "hash" }, plain),
  bot_command: (_, plain) => command(plain),
  date_time: (entity, plain) => when(entity.unix_time, entity.date_time_format, plain),
};

export function command(plain) {
  return el("button", { class: "command", type: "button", onclick: () => tell("say", plain) }, plain);
}

export function when(unix, format, plain) {
  return el("time", { class: "when", title: fullTime(unix) }, dateTime(unix, format) ?? plain);
}

export function link(url, children) {
  const href = safeLink(url);
  if (!href) return el("span", {}, children);
  const open = (event) => {
    if (!/^(https?:\/\/t\.me\/|tg:)/i.test(href)) return;
    event.preventDefault();
    tell("telegram-link", href);
  };
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: open }, children);
}

export function preformatted(plain, language) {
  const copy = el("button", { class: "copy icon-button", type: "button", "aria-label": "Copy", onclick: () => copyText(plain) }, icon("copy"));
  return el("div", { class: "pre" }, language && el("div", { class: "language" }, language), el("pre", { tabindex: "0" }, plain), copy);
}

export function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" }, children);
  const show = () => { node.classList.add("shown"); node.removeAttribute("aria-label"); };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  return node;
}

export function expandable(children) {
  const toggle = el("button", { class: "unfold", type: "button", "aria-label": "Show all", "aria-expanded": "false" }, icon("down"));
  const fold = el("div", { class: "fold" }, children);
  const node = el("blockquote", { class: "expandable folded" }, fold, toggle);
  // Three lines or fewer: nothing is hidden, so there is nothing to unfold.
  new ResizeObserver(() => { toggle.hidden = node.classList.contains("folded") && fold.scrollHeight <= fold.clientHeight + 1; }).observe(fold);
  node.addEventListener("click", (event) => {
    if (event.target.closest("a, .command, .spoiler")) return;
    const folded = node.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  return node;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell("toast", "Copied");
  } catch {
    tell("toast", `Copy this: ${text}`);
  }
}

// One line of plain text for lists and quotes.
export function summary(message) {
  if (!message) return "";
  if (message.text) return message.text.replace(/\s+/g, " ").slice(0, 160);
  const media = message.photo ? "🖼 Photo" : message.document ? `📎 ${message.document.file_name ?? "File"}` : "";
  if (media) return message.caption ? `${media}, ${message.caption.replace(/\s+/g, " ").slice(0, 120)}` : media;
  if (message.invoice) return `🧾 ${message.invoice.title}`;
  if (message.rich_message) return "📄 " + richSummary(message.rich_message.blocks);
  return "";
}

function richSummary(value) {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(richSummary).filter(Boolean).join(" ").slice(0, 120);
  return richSummary(value?.text ?? value?.summary ?? value?.cells ?? value?.items ?? value?.blocks ?? "");
}
