// The grey lines: who came, who went, what was pinned or paid.

import { el } from "./dom.js";
import { summary } from "./entities.js";

const name = (user) => el("b", {}, user?.first_name ?? "Somebody");

export function serviceText(message) {
  const by = message.sender_chat ? el("b", {}, message.sender_chat.title) : name(message.from);
  if (message.new_chat_members) return joined(message, by);
  if (message.left_chat_member) return left(message, by);
  if (message.pinned_message) return [by, ` pinned “${summary(message.pinned_message).slice(0, 60)}”`];
  if (message.successful_payment) return ["You paid ", el("b", {}, `⭐ ${message.successful_payment.total_amount}`), " (demo money)"];
  if (message.refunded_payment) return ["Refunded ", el("b", {}, `⭐ ${message.refunded_payment.total_amount}`)];
  if (message.migrate_to_chat_id) return ["The group became a supergroup"];
  if (message.migrate_from_chat_id) return ["The group was upgraded to a supergroup"];
  return ["Service message"];
}

function joined(message, by) {
  const [user] = message.new_chat_members;
  return user.id === message.from?.id ? [by, " joined the group"] : [by, " added ", name(user)];
}

function left(message, by) {
  const user = message.left_chat_member;
  return user.id === message.from?.id ? [by, " left the group"] : [by, " removed ", name(user)];
}
