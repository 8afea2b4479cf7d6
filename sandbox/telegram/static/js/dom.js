// Building elements. Text only ever becomes text nodes: nothing a bot or a person writes is read as HTML.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "tone") node.style.setProperty("--tone", value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  sun: "M12 7.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19",
  moon: "M20 14.5A8.5 8.5 0 019.500 4 8.500 8.500 0 1020 14.500z",
  gauge: "M4 18a9 9 0 1116 0M12 14l4-5M12 15.500a1.500 1.500 0 100-3 1.500 1.500 0 000 3z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  clip: "M20 11.500l-8.300 8.300a5 5 0 01-7.100-7.100l8.800-8.800a3.300 3.300 0 014.700 4.700l-8.800 8.800a1.700 1.700 0 01-2.400-2.400l8-8",
  send: "M4 12l16-8-6 16-3-6.500z",
  keyboard: "M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  file: "M6 2h8l5 5v15H6zM14 2v5h5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  users: "M9 11a4 4 0 100-8 4 4 0 000 8zM2 21c0-4 3-7 7-7s7 3 7 7M16 3.500a4 4 0 010 7.500M18 14.500c2.500.8 4 3.200 4 6.500",
  megaphone: "M4 10v4l11 5V5zM15 8a4 4 0 010 8M6 15l1 5h3l-1-4",
  check: "M2 7l4 4 8-9",
  checks: "M1 7l4 4 8-9M8.500 10.500l1 .8 8-9",
  pin: "M14 3l7 7-4 1-4 4-1 5-8-8 5-1 4-4z",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 15a3 3 0 100-6 3 3 0 000 6z",
  link: "M7 17L17 7M9 7h8v8",
  reply: "M9 7L4 12l5 5M4 12h10a6 6 0 016 6v1",
  edit: "M4 20l4-1L19 8l-3-3L5 16z",
  chat: "M4 5h16v11H9l-5 4z",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3",
  zoom: "M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5M11 8v6M8 11h6",
  helix: "M8 3c0 9 8 9 8 18M16 3c0 9-8 9-8 18M9 7h6M9 17h6M10.500 12h3",
};

export function icon(name, box = "0 0 24 24") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  for (const [key, value] of Object.entries({ fill: "none", stroke: "currentColor", "stroke-width": "1.9", "stroke-linecap": "round", "stroke-linejoin": "round" })) path.setAttribute(key, value);
  if (name === "more") path.setAttribute("stroke-width", "3");
  svg.append(path);
  return svg;
}

const TONES = ["#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774", "#5b9bd5"];

export function toneOf(id) {
  return TONES[Math.abs(Number(id) || 0) % TONES.length];
}

export function initials(name) {
  const words = String(name || "?").trim().split(/\s+/);
  return (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

export function avatar(name, tone, picture) {
  return el("span", { class: "avatar", tone, "aria-hidden": "true" }, picture ? icon(picture) : initials(name));
}

// Links a bot may give: anything else (javascript:, data:, file:) is shown but leads nowhere.
export function safeLink(url) {
  return /^(https?:|tg:|mailto:|tel:)/i.test(url) ? url : null;
}
