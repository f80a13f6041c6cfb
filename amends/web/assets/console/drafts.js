/** Drafts, kept per conversation until they are sent: the text together with the id that it was tried under. */

const conversation = () => document.body.dataset.conversation;

function keyOf(kind) {
  return `amends-${kind}-${conversation()}`;
}

/** The draft of a kind ("reply" or "note") as {text, id}, or null. */
export function draftOf(kind) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(kind)));
  } catch {
    return null;
  }
}

/** Whoever signs out leaves nothing behind for the next person at this screen. */
export function forgetOnSignOut() {
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
    for (const key of Object.keys(sessionStorage)) {
      if (/^amends-(reply|note)-/.test(key)) sessionStorage.removeItem(key);
    }
  });
}

export function keepDraft(kind, text, id) {
  if (text) sessionStorage.setItem(keyOf(kind), JSON.stringify({ text, id }));
  else sessionStorage.removeItem(keyOf(kind));
}
