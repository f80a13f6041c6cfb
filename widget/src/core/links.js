// Finds the addresses in a text that may become links; everything else stays text.

/** @typedef {{ text: string, href?: string }} Piece */

const CANDIDATE = /\b(?:https?:\/\/|mailto:|tel:)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const TRAILING = /[.,;:!?'’”»)\]}]+$/;
const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * @param {string} text
 * @returns {Piece[]} joined, their texts are the given text again
 */
export function splitLinks(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const found = trim(match[0]);
    const href = safeAddress(found);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** @param {string} found */
function trim(found) {
  const bare = found.replace(TRAILING, "");
  // A closing bracket belongs to the address when it was opened inside it.
  return bare.includes("(") && found[bare.length] === ")" ? bare + ")" : bare;
}

/** @param {string} found */
function safeAddress(found) {
  const address = /^[a-z]+:/i.test(found) ? found : `mailto:${found}`;
  try {
    return ALLOWED.has(new URL(address).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
