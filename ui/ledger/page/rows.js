// Rows of the ledger and which of them are wanted. No page is touched here, so that it can be measured alone.

export const ROLES = { lead: "lead_units", responsible: "responsible_units", cooperating: "cooperating_units" };
export const NOT_NOTED = "not_noted";

/** As the server folds texts to search in: width, case and blanks do not count. */
export const loose = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** The tasks of a table in columns (ui/ledger/columns.py), ready to be filtered. */
export function unpacked({ rows: count, columns }) {
  const rows = Array.from({ length: count }, () => ({}));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) rows.forEach((row, place) => { row[name] = column[place]; });
    else rows.forEach((row, place) => { row[name] = column.of[column.at[place]]; });
  }
  for (const row of rows) {
    row.due = row.deadline?.due ?? null;
    row.all_units = [...row.lead_units, ...row.responsible_units, ...row.cooperating_units];
  }
  return rows;
}

/** What a row shows, folded to search in. */
const shown = (row) => (row.shown ??= loose([row.text, ...row.path, row.notice, row.document_number ?? ""].join("\n")));

/** Fold rows before anybody searches, a few at a time: the first of them are to be seen at once. */
export async function foldAhead(rows) {
  for (let start = 0; start < rows.length; start += 500) {
    await new Promise((done) => setTimeout(done, 0));
    rows.slice(start, start + 500).forEach(shown);
  }
}

/**
 * Rows that satisfy a filter.
 * wanted: role, region, notice, text, state, when, due_after, due_before as in the form; `names`, a Set of the
 * printed names of the unit asked for, or null. progress: newest notes by item id. today: 2024-01-31.
 */
export function filtered(rows, wanted, progress, today) {
  const words = (wanted.text ?? "").split(/\s+/).filter(Boolean).map(loose);
  const [first, last] = days(wanted, today);
  const units = ROLES[wanted.role] ?? "all_units";
  return rows.filter((row) => {
    if (wanted.region && row.region !== wanted.region) return false;
    if (wanted.notice && row.notice_id !== wanted.notice) return false;
    if (wanted.names ? !row[units].some((name) => wanted.names.has(name)) : wanted.role && !row[units].length) return false;
    if (wanted.when === "undated" && row.due) return false;
    if ((first || last) && !row.due) return false;
    if ((first && row.due < first) || (last && row.due > last)) return false;
    const state = progress[row.item_id]?.state ?? NOT_NOTED;
    if (wanted.state && state !== wanted.state) return false;
    if (wanted.when === "overdue" && !isOverdue(row, state, today)) return false;
    return words.every((word) => shown(row).includes(word));
  });
}

export const isOverdue = (row, state, today) => Boolean(row.due) && row.due < today && state !== "done";

/** First and last day of what `when` names, "" for open ends. Weeks begin on Monday. */
export function days({ when, due_after = "", due_before = "" }, today) {
  const [year, month, day] = today.split("-").map(Number);
  const iso = (y, m, d) => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);
  if (when === "between") return [due_after, due_before];
  if (when === "week") {
    const monday = day - ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7);
    return [iso(year, month, monday), iso(year, month, monday + 6)];
  }
  if (when === "month") return [iso(year, month, 1), iso(year, month + 1, 0)];
  const quarter = month - ((month - 1) % 3);
  if (when === "quarter") return [iso(year, quarter, 1), iso(year, quarter + 3, 0)];
  return ["", ""];
}

/** How many of these rows each quick choice of `when` holds, and those that it leaves. */
export function byQuickChoice(rows, progress, today) {
  const found = { overdue: 0, week: 0, month: 0, quarter: 0 };
  const spans = ["week", "month", "quarter"].map((when) => [when, days({ when }, today)]);
  for (const row of rows) {
    if (!row.due) continue;
    if (isOverdue(row, progress[row.item_id]?.state ?? NOT_NOTED, today)) found.overdue += 1;
    for (const [when, [first, last]] of spans) if (row.due >= first && row.due <= last) found[when] += 1;
  }
  return found;
}

/** The same filter as the server's export takes it. */
export function query(wanted, today) {
  const [due_after, due_before] = days(wanted, today);
  const { unit, role, region, notice, text, state, when } = wanted;
  const given = { unit, role, region, notice, text, state, due_after, due_before };
  if (when === "undated") given.due = "undated";
  if (when === "overdue") given.overdue = "true";
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value));
}

/** Count by a key, the most frequent first. key: gives a list of names of a row. */
export function counted(rows, key) {
  const found = new Map();
  for (const row of rows) for (const name of key(row)) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
