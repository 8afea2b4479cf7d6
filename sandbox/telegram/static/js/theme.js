// Dark or light: as the system has it, until the button is pressed.

import { icon } from "./dom.js";

const button = document.getElementById("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  return localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light");
}

export function applyTheme(theme = chosen()) {
  document.documentElement.dataset.theme = theme;
  button.replaceChildren(icon(theme === "dark" ? "sun" : "moon"));
}

button.addEventListener("click", () => {
  localStorage.setItem("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  applyTheme();
});
dark.addEventListener("change", () => applyTheme());
