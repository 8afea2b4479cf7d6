// Dates as the reader sees them. With a frozen clock "now" stands still, so that screenshots can be repeated.

const options = { zone: undefined, frozenAt: null, language: undefined };

export function configureTime({ zone, frozenAt, language }) {
  if (zone !== undefined) options.zone = zone || undefined;
  if (frozenAt !== undefined) options.frozenAt = frozenAt;
  if (language !== undefined) options.language = language;
}

export function now() {
  return options.frozenAt ?? Date.now() / 1000;
}

function shown(unix, fields, language) {
  return new Intl.DateTimeFormat(language ?? "en-GB", { ...fields, timeZone: options.zone }).format(unix * 1000);
}

export function clock(unix) {
  return shown(unix, { hour: "2-digit", minute: "2-digit" });
}

export function dayKey(unix) {
  return shown(unix, { year: "numeric", month: "2-digit", day: "2-digit" });
}

export function dayName(unix) {
  const key = dayKey(unix);
  if (key === dayKey(now())) return "Today";
  if (key === dayKey(now() - 86400)) return "Yesterday";
  return shown(unix, { day: "numeric", month: "long" });
}

export function listTime(unix) {
  if (dayKey(unix) === dayKey(now())) return clock(unix);
  return shown(unix, { day: "numeric", month: "short" });
}

export function fullTime(unix) {
  return shown(unix, { dateStyle: "full", timeStyle: "medium" });
}

function relative(unix) {
  const seconds = unix - now();
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
  return new Intl.RelativeTimeFormat(options.language ?? "en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

// The format letters of a date_time entity: r, w, d, D, t, T.
export function dateTime(unix, format) {
  if (!format) return null;
  if (format.includes("r")) return relative(unix);
  const fields = {};
  if (format.includes("w")) fields.weekday = "long";
  if (format.includes("D")) Object.assign(fields, { day: "numeric", month: "long", year: "numeric" });
  else if (format.includes("d")) Object.assign(fields, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (/[tT]/.test(format)) Object.assign(fields, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) fields.second = "2-digit";
  return shown(unix, fields, options.language);
}
