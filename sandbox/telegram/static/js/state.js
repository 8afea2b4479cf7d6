// What the page knows, and who wants to hear of changes.

import { get } from "./api.js";

export const state = {
  me: null, bot: null, people: [], chats: [], chat: null, messages: new Map(), menuButton: null, calls: [],
};
const listeners = new Map();

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(listener);
}

export function tell(name, detail) {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}

export async function loadState(person) {
  const answer = await get("state", { as: person });
  Object.assign(state, { me: answer.me, bot: answer.bot, people: answer.people, chats: answer.chats, menuButton: answer.menu_button });
  if (state.chat) state.chat = chatById(state.chat.id) ?? chatByKey(state.chat.key) ?? null;
  return answer;
}

export async function loadMessages(chat) {
  const answer = await get("messages", { as: state.me.key, chat: chat.id });
  state.messages = new Map(answer.messages.map((message) => [messageKey(message), message]));
  Object.assign(chat, answer.chat);
}

// Adds up to 200 older messages in front; false when there are none.
export async function loadEarlier(chat) {
  const oldest = [...state.messages.values()].find((message) => message.message_id);
  if (!oldest || oldest.message_id <= 1 || chat.complete) return false;
  const { messages } = await get("messages", { as: state.me.key, chat: chat.id, before: oldest.message_id });
  chat.complete = !messages.length;
  if (chat.complete || state.chat?.id !== chat.id) return false;
  state.messages = new Map([...messages.map((message) => [messageKey(message), message]), ...state.messages]);
  return true;
}

export function messageKey(message) {
  return message.ephemeral_message_id ? `e${message.ephemeral_message_id}` : String(message.message_id);
}

export function chatById(id) {
  return state.chats.find((chat) => chat.id === id);
}

export function chatByKey(key) {
  return state.chats.find((chat) => chat.key === key || String(chat.id) === key);
}

// Read marks live in this browser, one for each persona and chat.
function readKey(chat) {
  return `read:${state.me.key}:${chat.id}`;
}

export function markRead(chat) {
  if (chat?.last) localStorage.setItem(readKey(chat), String(chat.last.message_id));
}

export function unread(chat) {
  if (!chat.last || !chat.inside) return 0;
  const read = Number(localStorage.getItem(readKey(chat)) ?? 0);
  if (chat.last.message_id < read) markRead(chat);
  return Math.max(0, chat.last.message_id - Math.min(read, chat.last.message_id)) * (chat.last.meta.out ? 0 : 1);
}
