// Rich messages: blocks as the Bot API returns them.

import { el, icon } from "./dom.js";
import { command, expandable, link, preformatted, spoiler, when } from "./entities.js";
import { keyRow } from "./keyboard.js";

export function richBlocks(blocks, message) {
  return blocks.map((block) => (BLOCKS[block.type] ?? unknown)(block, message));
}

export function richText(value) {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(richText);
  return [(STYLES[value.type] ?? plain)(value, richText(value.text))];
}

const tag = (name) => (_, children) => el(name, {}, children);
const plain = (_, children) => el("span", {}, children);
const STYLES = {
  bold: tag("strong"), italic: tag("em"), underline: tag("u"), strikethrough: tag("s"), code: tag("code"), marked: tag("mark"),
  subscript: tag("sub"), superscript: tag("sup"),
  spoiler: (_, children) => spoiler(children),
  url: (value, children) => link(value.url, children),
  bot_command: (value) => command(value.text),
  date_time: (value) => when(value.unix_time, value.date_time_format, String(value.text)),
};

const BLOCKS = {
  paragraph: (block) => el("p", {}, richText(block.text)),
  heading: (block) => el(`h${Math.min(6, Math.max(1, Number(block.size) || 1))}`, {}, richText(block.text)),
  divider: () => el("hr"),
  footer: (block) => el("footer", {}, richText(block.text)),
  pre: (block) => preformatted(String(block.text), block.language),
  table: (block) => table(block),
  list: (block, message) => list(block, message),
  details: (block, message) => details(block, message),
  blockquote: (block, message) => el("blockquote", {}, richBlocks(block.blocks, message), credit(block)),
  expandable_blockquote: (block) => expandable([...richText(block.text), credit(block)]),
  pullquote: (block) => el("div", { class: "pull" }, richText(block.text), credit(block)),
  buttons: (block, message) => el("div", { class: "keyboard" }, keyRow(block.buttons, message)),
};

function unknown(block) {
  return el("p", {}, `[${block.type}]`);
}

function credit(block) {
  return block.credit ? el("cite", {}, richText(block.credit)) : null;
}

function table(block) {
  const flags = ["bordered", "striped", "compact"].filter((name) => block[`is_${name}`]);
  const rows = block.cells.map((row) => el("tr", {}, row.map(cell)));
  const caption = block.caption ? el("caption", {}, richText(block.caption)) : null;
  return el("div", { class: "table-wrap", tabindex: "0" }, el("table", { class: flags.join(" ") }, caption, el("tbody", {}, rows)));
}

function cell(value) {
  const node = el(value.is_header ? "th" : "td", { colspan: value.colspan, rowspan: value.rowspan }, richText(value.text));
  node.style.textAlign = ["left", "center", "right"].includes(value.align) ? value.align : "left";
  return node;
}

function list(block, message) {
  return el("ul", {}, block.items.map((item) => {
    const label = item.has_checkbox ? (item.is_checked ? "☑" : "☐") : item.label;
    return el("li", {}, el("span", { class: "label" }, label), el("div", { class: "inside" }, richBlocks(item.blocks, message)));
  }));
}

function details(block, message) {
  return el("details", { open: Boolean(block.is_open) }, el("summary", {}, richText(block.summary)), richBlocks(block.blocks, message));
}

export function onlyYouNote() {
  return el("div", { class: "only-you-note" }, icon("eye"), "Only you can see this");
}
