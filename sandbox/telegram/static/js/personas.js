// Whose eyes the page looks through.

import { avatar, el } from "./dom.js";
import { state, tell } from "./state.js";

const bar = document.getElementById("personas");

export function renderPersonas() {
  bar.replaceChildren(...state.people.map((person) => el("button", {
    class: "persona", type: "button", role: "radio", tone: person.colour, "data-persona": person.key,
    "aria-checked": String(person.key === state.me.key), tabindex: person.key === state.me.key ? "0" : "-1",
    title: `${person.first_name}, ${person.role.toLowerCase()}, Telegram in “${person.language_code}”`,
    "aria-label": `${person.first_name}, ${person.role}`, onclick: () => tell("persona", person.key),
  }, avatar(person.first_name, person.colour), el("span", { class: "persona-name" }, person.first_name, el("small", {}, person.role)))));
  document.documentElement.style.setProperty("--persona", state.me.colour);
}

bar.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...bar.children];
  const at = buttons.findIndex((button) => button.getAttribute("aria-checked") === "true");
  const next = buttons[(at + step + buttons.length) % buttons.length];
  tell("persona", next.dataset.persona);
});
