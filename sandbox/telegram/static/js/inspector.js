// The drawer with every Bot API call, and the buttons that make trouble.

import { get, post } from "./api.js";
import { el, icon } from "./dom.js";
import { ask } from "./overlays.js";
import { state, tell } from "./state.js";

const drawer = document.getElementById("inspector");
const button = document.getElementById("inspect");
const app = document.getElementById("app");
const MAX_SHOWN = 300;
const FAULTS = [["429", "429"], ["500", "500"], ["slow", "Slow"], ["drop", "Drop"], ["drop_after", "Drop after"], ["duplicate_update", "Double update"]];
const calls = [];
let list = null;
let filter = "";
let onlyViolations = false;

button.append(icon("gauge"));
button.addEventListener("click", () => toggleInspector());

export async function toggleInspector(open = drawer.hidden) {
  drawer.hidden = !open;
  app.classList.toggle("inspecting", open);
  button.setAttribute("aria-expanded", String(open));
  if (!open) return button.focus();
  alarm(false);
  draw();
  calls.splice(0, calls.length, ...(await get("calls")).calls);
  drawCalls();
  return undefined;
}

export function noteCall(call) {
  calls.push(call);
  if (calls.length > 1000) calls.shift();
  if (call.violation && drawer.hidden) alarm(true);
  if (!drawer.hidden && fits(call)) { list.prepend(callRow(call)); while (list.children.length > MAX_SHOWN) list.lastChild.remove(); }
}

// A dot on the button: the bot did something Telegram refuses.
function alarm(on) {
  button.classList.toggle("alarmed", on);
  button.setAttribute("aria-label", on ? "Inspector: a call was refused" : "Inspector: every Bot API call");
}

function fits(call) {
  return (!onlyViolations || call.violation) && call.method.toLowerCase().includes(filter);
}

function draw() {
  list = el("ul", { class: "calls", "aria-label": "Calls, newest first" });
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Close the inspector", onclick: () => toggleInspector(false) }, icon("close"));
  const search = el("input", { type: "search", placeholder: "Method", "aria-label": "Filter by method" });
  search.addEventListener("input", () => { filter = search.value.trim().toLowerCase(); drawCalls(); });
  const only = el("button", { class: "chip", type: "button", "aria-pressed": String(onlyViolations) }, "Violations");
  only.addEventListener("click", () => { onlyViolations = !onlyViolations; only.setAttribute("aria-pressed", String(onlyViolations)); drawCalls(); });
  const save = el("button", { class: "chip", type: "button", onclick: exportCalls }, "Export JSON");
  const reset = el("button", { class: "chip", type: "button", onclick: resetAll }, "Reset the demo");
  drawer.replaceChildren(el("header", {}, el("h2", {}, "Inspector"), close), faultPanel(), el("div", { class: "filters" }, search, only), list, el("footer", {}, save, reset, blockChip()));
}

function drawCalls() {
  list.replaceChildren(...calls.filter(fits).slice(-MAX_SHOWN).reverse().map(callRow));
  if (!list.children.length) list.append(el("li", { class: "empty-note" }, "No calls yet. Write to the bot."));
}

function callRow(call) {
  const ok = call.answer.ok;
  const code = call.fault ? call.fault : ok ? "200" : call.answer.error_code;
  const details = el("details", {}, el("summary", {}, el("span", { class: "code" }, code), el("span", { class: "name" }, call.method), el("span", { class: "ms" }, `${call.ms.toFixed(1)} ms`)));
  if (!ok) details.append(el("div", { class: "why" }, call.answer.description));
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector("pre")) details.append(el("pre", { tabindex: "0" }, JSON.stringify(call.params, null, 1)), el("pre", { tabindex: "0" }, JSON.stringify(call.answer.ok ? call.answer.result : call.answer, null, 1)));
  });
  return el("li", { class: `call ${ok ? "" : "refused"} ${call.fault ? "fault" : ""}` }, details);
}

function faultPanel() {
  const seconds = el("input", { type: "number", min: "0", step: "0.5", value: "3" });
  const count = el("input", { type: "number", min: "1", value: "1" });
  const method = el("input", { type: "text", value: "*", "aria-label": "Method" });
  const active = el("div", { class: "fault-buttons", role: "status" });
  const show = async () => {
    const { faults } = await get("faults");
    active.replaceChildren(...faults.map((fault) => el("span", { class: "chip hot" }, `${fault.kind} · ${fault.method}${fault.calls_left ? ` · ${fault.calls_left}×` : ""}`)));
  };
  const add = async (kind) => {
    const target = kind === "duplicate_update" ? "getUpdates" : method.value || "*";
    await post("faults", { kind, method: target, seconds: Number(seconds.value), calls: Number(count.value) }).catch((error) => tell("toast", error.message));
    await show();
  };
  const clear = el("button", { class: "chip", type: "button", onclick: async () => { await post("faults", { clear: true }); await show(); } }, "Clear");
  show();
  return el("section", { class: "faults" }, el("h3", {}, "Trouble for the next calls"),
    el("div", { class: "fault-buttons" }, FAULTS.map(([kind, label]) => el("button", { class: "chip", type: "button", onclick: () => add(kind) }, label)), clear),
    el("div", { class: "fault-fields" }, el("label", {}, "calls", count), el("label", {}, "seconds", seconds), el("label", {}, "method", method)), active);
}

function blockChip() {
  const { me } = state;
  const label = me.blocked ? `${me.first_name} unblocks the bot` : `${me.first_name} blocks the bot`;
  return el("button", { class: "chip", type: "button", onclick: async () => { await post(me.blocked ? "unblock" : "block", { as: me.key }).catch((error) => tell("toast", error.message)); } }, label);
}

export function refreshInspector() {
  if (!drawer.hidden) drawer.querySelector("footer").lastChild.replaceWith(blockChip());
}

function exportCalls() {
  const blob = new Blob([JSON.stringify({ exported_from: "Helix local chat", calls }, null, 1)], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(blob), download: "bot-api-calls.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function resetAll() {
  if (await ask("Reset the demo?", "All chats, files and settings of the local Telegram go back to the first day. The bot's own memory stays.", "Reset")) await post("reset");
}
