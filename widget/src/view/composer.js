// Where the customer writes: grows with the text, counts near the limit, refuses files in words.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

const LIMIT = 4000;
const COUNT_FROM = 3600;
const MOST_ROWS = 6;
// The desk refuses control characters; pasted text brings them along unseen.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * @typedef {object} ComposerActions
 * @property {(text: string) => void} send
 * @property {() => void} typing
 * @property {(words: string) => void} tell
 */

/** @param {string} text as it will be sent */
export const cleanText = (text) => text.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim();

/** @param {string} text @returns {number} characters as the desk counts them */
export const lengthOf = (text) => [...text].length;

/** @param {ComposerActions} actions */
export function createComposer(actions) {
  const field = el("textarea", {
    rows: "1",
    dir: "auto",
    "aria-label": WORDS.message,
    placeholder: WORDS.placeholder,
    enterkeyhint: "send",
    "aria-describedby": "counter",
  });
  const counter = el("p", { class: "counter", id: "counter", role: "status" });
  const button = el("button", { type: "submit", class: "send", "aria-label": WORDS.send }, icon("send"));
  const form = el("form", { class: "composer", novalidate: true }, field, button);

  const refresh = () => {
    const length = lengthOf(field.value);
    const lines = field.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 40), 0);
    field.rows = Math.min(MOST_ROWS, lines);
    counter.textContent = length >= COUNT_FROM ? WORDS.counter(LIMIT - length) : "";
    counter.classList.toggle("over", length > LIMIT);
    field.setAttribute("aria-invalid", String(length > LIMIT));
    button.setAttribute("aria-disabled", String(cleanText(field.value) === "" || length > LIMIT));
  };

  const send = () => {
    const text = cleanText(field.value);
    if (text === "" || lengthOf(text) > LIMIT) return;
    field.value = "";
    refresh();
    actions.send(text);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.addEventListener("input", () => {
    refresh();
    actions.typing();
  });
  field.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (!data || data.files.length === 0 || data.getData("text/plain")) return;
    event.preventDefault();
    actions.tell(WORDS.noFiles);
  });
  refresh();

  return {
    form,
    field,
    counter,
    /** @param {string} text */
    write(text) {
      field.value = text;
      refresh();
      field.focus();
    },
  };
}
