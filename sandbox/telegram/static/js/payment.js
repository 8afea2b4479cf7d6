// Paying with demo Stars: a sheet, the bot's word, and how it ended.

import { post } from "./api.js";
import { el } from "./dom.js";
import { modal } from "./overlays.js";
import { on, state } from "./state.js";

const ANSWER_WITHIN_MS = 10000;
const orders = new Map();

export function openPayment(message) {
  const { title, description, total_amount: stars } = message.invoice;
  const body = { as: state.me.key, chat: message.chat.id, message_id: message.message_id, pay: true };
  sheet(title, description, stars, () => post("press", body));
}

export function openPaymentLink(link) {
  sheet("Pay by link", "The bot made this invoice as a link.", null, () => post("pay", { as: state.me.key, link }));
}

function sheet(title, description, stars, order) {
  const note = el("p", { class: "soft", role: "status" }, "Demo: no money moves. The bot is asked whether it still sells.");
  const pay = el("button", { class: "main", type: "button" }, stars ? `Confirm and pay ⭐ ${stars}` : "Confirm and pay");
  const cancel = el("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  const dialog = modal(el("div", { class: "card" }, el("h2", {}, title), el("p", {}, description), stars && el("p", { class: "stars" }, `⭐ ${stars}`), note, el("div", { class: "actions" }, cancel, pay)));
  const settle = (text, again) => { note.textContent = text; pay.disabled = !again; pay.hidden = !again; cancel.textContent = "Close"; };
  pay.addEventListener("click", async () => {
    pay.disabled = true;
    note.textContent = "Asking the bot…";
    try {
      const answer = await order();
      const late = setTimeout(() => settle("The bot did not answer within 10 s. Nothing was paid.", false), ANSWER_WITHIN_MS);
      orders.set(answer.order_id, (result) => { clearTimeout(late); settle(result.state === "paid" ? "Paid. Thank you!" : `Refused: ${result.reason}`, false); });
      if (known.has(answer.order_id)) orders.get(answer.order_id)(known.get(answer.order_id));
    } catch (error) {
      settle(error.message, true);
    }
  });
  pay.focus();
}

const known = new Map();
on("order", (order) => { known.set(order.id, order); orders.get(order.id)?.(order); });
