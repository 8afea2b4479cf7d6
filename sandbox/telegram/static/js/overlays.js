// Toasts, alerts, dialogs, small menus, and the picture viewer.

import { el, icon } from "./dom.js";
import { on } from "./state.js";

let toastTimer;

export function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { node.hidden = true; }, Math.min(8000, 2600 + text.length * 35));
}

export function modal(content, className = "") {
  const dialog = el("dialog", { class: className }, content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.getElementById("overlays").append(dialog);
  dialog.showModal();
  return dialog;
}

export function alertBox(text, title) {
  const ok = el("button", { class: "main", type: "button", onclick: () => dialog.close() }, "OK");
  const dialog = modal(el("div", { class: "card", role: "alertdialog" }, el("h2", {}, title), el("p", {}, text), el("div", { class: "actions" }, ok)));
  ok.focus();
}

export function ask(title, text, label) {
  return new Promise((resolve) => {
    const yes = el("button", { class: "main", type: "button", onclick: () => { resolve(true); dialog.close(); } }, label);
    const no = el("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
    const dialog = modal(el("div", { class: "card" }, el("h2", {}, title), el("p", {}, text), el("div", { class: "actions" }, no, yes)));
    dialog.addEventListener("close", () => resolve(false));
    yes.focus();
  });
}

// A menu at a point; items are { label, icon, action, danger } or ready elements.
export function popup(x, y, items) {
  const close = () => { node.remove(); removeEventListener("pointerdown", outside, true); removeEventListener("keydown", escape, true); };
  const outside = (event) => { if (!node.contains(event.target)) close(); };
  const escape = (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } };
  const rows = items.map((item) => item instanceof Node ? item : el("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : "", onclick: () => { close(); item.action(); } }, item.icon && icon(item.icon), item.label));
  const node = el("div", { class: "menu", role: "menu", onclick: (event) => { if (event.target.closest("button")) close(); } }, rows);
  document.getElementById("overlays").append(node);
  node.style.left = `${Math.max(8, Math.min(x, innerWidth - node.offsetWidth - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(y, innerHeight - node.offsetHeight - 8))}px`;
  addEventListener("pointerdown", outside, true);
  addEventListener("keydown", escape, true);
  node.querySelector("button")?.focus();
}

export function lightbox(pictures, index) {
  let at = index;
  const image = el("img", { alt: "" });
  const stage = el("div", { class: "stage", tabindex: "0" }, image);
  const note = el("p", {});
  const caption = el("p", { class: "caption" });
  const save = el("a", { class: "icon-button", "aria-label": "Save the picture", download: "picture" }, icon("download"));
  const zoom = el("button", { class: "icon-button", type: "button", "aria-label": "Zoom" , onclick: () => toggle() }, icon("zoom"));
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"));
  const dialog = modal(el("div", { class: "lightbox" }, el("header", {}, note, zoom, save, close), stage, caption));
  const toggle = (event) => {
    const zoomed = stage.classList.toggle("zoomed");
    if (zoomed && image.naturalWidth <= stage.clientWidth) image.width = image.naturalWidth * 2;
    else image.removeAttribute("width");
    if (zoomed && event) { const box = image.getBoundingClientRect(); stage.scrollTo((event.clientX / innerWidth) * box.width - event.clientX, (event.clientY / innerHeight) * box.height - event.clientY); }
  };
  const show = (next) => {
    at = (next + pictures.length) % pictures.length;
    const picture = pictures[at];
    stage.classList.remove("zoomed");
    image.removeAttribute("width");
    image.src = picture.src;
    image.alt = picture.caption || "Photo";
    save.href = picture.src;
    note.textContent = `${pictures.length > 1 ? `${at + 1} of ${pictures.length} · ` : ""}${picture.width} × ${picture.height}`;
    caption.textContent = (picture.caption ?? "").split("\n")[0];
  };
  stage.addEventListener("click", toggle);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "+" || event.key === "-") toggle();
  });
  show(index);
  close.focus();
}

on("toast", toast);
