// The people's side of the server.

async function answerOf(response) {
  const body = await response.json().catch(() => ({ ok: false, error: `status ${response.status}` }));
  if (!body.ok) throw new Error(body.error || body.description || `status ${response.status}`);
  return body;
}

export async function get(path, query = {}) {
  return answerOf(await fetch(`/api/${path}?${new URLSearchParams(query)}`));
}

export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function upload(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return answerOf(await fetch("/api/upload", { method: "POST", body: form }));
}

// Server-sent events; `onBack` runs after the line was lost and is there again.
export function listen(person, onEvent, onBack) {
  const source = new EventSource(`/api/events?as=${encodeURIComponent(person)}`);
  let lost = false;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => { lost = true; };
  source.onopen = () => { if (lost) onBack(); lost = false; };
  return source;
}
