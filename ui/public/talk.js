// The conversation of this tab: kept over reload and the back button, gone when the tab is closed.

const KEY = "zhengda.talk";

/** Whether this page has been told to keep nothing: an answer may still come before the next page does. */
let forgotten = false;

/**
 * A turn is { question, region, after, ignore, fresh, answer }: what was sent, and the record that came back.
 * name: of the conversation; a page that was opened by a receipt has one of its own.
 */
export function openTalk(name) {
  const key = `${KEY}.${name}`;
  const talk = {
    turns: [],
    /** Whether the next question begins a new topic. */
    fresh: false,
    /** The question that is under way; still there after a reload in mid-answer. */
    pending: "",
    ...read(key),
    draft: read(`${key}.draft`) ?? "",
    /** Receipt of the answer that the next question goes on from; null where it stands for itself. */
    last() { return talk.fresh ? null : (talk.turns.at(-1)?.answer.receipt ?? null); },
    keep() { write(key, talk); },
    keepDraft(words) { talk.draft = words; put(`${key}.draft`, words); },
  };
  return talk;
}

/** Leaves nothing of any conversation in this tab, for the next person at a shared machine. */
export function forgetTalks() {
  forgotten = true;
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

/** The room is limited: the earliest turns go first. */
function write(key, { turns, fresh, pending }) {
  for (let from = 0; from <= turns.length; from += 1) {
    if (put(key, { turns: turns.slice(from).filter((turn) => !turn.kept), fresh, pending })) return;
  }
}

/** Private windows may refuse storage; the conversation then lasts as long as the page. */
function put(key, value) {
  if (forgotten) return true;
  try { sessionStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
}
