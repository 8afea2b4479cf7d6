// t.me and tg: links stay inside: starting the bot, joining by invite, paying by link.

import { post } from "./api.js";
import { ask } from "./overlays.js";
import { openPaymentLink } from "./payment.js";
import { chatByKey, on, state, tell } from "./state.js";
import { render, setStartPayload } from "./composer.js";

on("telegram-link", (link) => {
  const url = new URL(link);
  const path = url.protocol === "tg:" ? `/${url.searchParams.get("domain") ?? ""}` : url.pathname;
  if (path.startsWith("/+")) return joinBy(`https://t.me${path}`);
  if (path.startsWith("/$")) return openPaymentLink(`https://t.me${path}`);
  if (path.slice(1).toLowerCase() === state.bot.username.toLowerCase()) return openBot(url.searchParams.get("start"));
  const chat = state.chats.find((one) => one.username && path.slice(1).toLowerCase().startsWith(one.username.toLowerCase()));
  if (chat) return tell("open", chat);
  return tell("toast", `This leads out of the demo: ${link}`);
});

function openBot(payload) {
  setStartPayload(payload ?? "");
  tell("open", chatByKey("bot"));
  render();
}

async function joinBy(link) {
  if (!(await ask("Join?", `${state.me.first_name} follows the invite link ${link}`, "Join"))) return;
  try {
    const { outcome } = await post("join", { as: state.me.key, link });
    tell("toast", outcome === "requested" ? "Request sent. An administrator has to say yes." : "You joined.");
  } catch (error) {
    tell("toast", error.message);
  }
}
