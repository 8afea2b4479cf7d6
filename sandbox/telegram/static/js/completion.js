// The list of commands that opens on "/" or with the menu button.

import { el } from "./dom.js";

export class Completion {
  constructor(choose) {
    this.choose = choose;
    this.node = el("ul", { class: "completion", role: "listbox", "aria-label": "Commands", hidden: true });
    this.at = 0;
    this.shown = [];
  }

  get isOpen() {
    return !this.node.hidden;
  }

  update(text, commands) {
    const typed = /^\/([a-z0-9_]*)$/i.exec(text);
    this.shown = typed ? commands.filter((command) => command.command.startsWith(typed[1].toLowerCase())) : [];
    this.at = 0;
    this.draw();
  }

  draw() {
    this.node.hidden = this.shown.length === 0;
    this.node.replaceChildren(...this.shown.map((command, index) => el("li", { role: "presentation" },
      el("button", { type: "button", role: "option", "aria-selected": String(index === this.at), tabindex: "-1", onclick: () => this.take(index) },
        el("b", {}, `/${command.command}`), el("span", {}, command.description)))));
    this.node.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const command = this.shown[index];
    this.close();
    this.choose(command.command);
  }

  close() {
    this.shown = [];
    this.draw();
  }

  // True when the key was for the list.
  handle(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { this.at = (this.at + step + this.shown.length) % this.shown.length; this.draw(); }
    else if (event.key === "Tab") { event.target.value = `/${this.shown[this.at].command} `; this.close(); }
    else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }
}
