/** The two fields an agent writes in: replies, which Enter sends, and private notes, which Ctrl+Enter keeps. */

import { draftOf, forgetOnSignOut, keepDraft } from "./drafts.js";
import { newId, refresh } from "./page.js";
import { send } from "./sending.js";
import { tellOfTyping } from "./typing.js";

/**
 * Makes a form safe: its draft survives a reload together with its id, and what may have got lost is sent
 * again under that id, so that it is said once.
 */
function tend(form, { kind, idField, errorId, sends, onInput = () => {} }) {
  const text = form.elements.namedItem("text");
  const id = form.elements.namedItem(idField);
  const error = document.getElementById(errorId);
  const button = form.querySelector("button[type=submit]");
  let sending = false;

  const kept = draftOf(kind);
  if (kept && !text.value) {
    text.value = kept.text;
    id.value = kept.id || id.value;
  }
  text.addEventListener("input", () => {
    keepDraft(kind, text.value, id.value);
    onInput(text.value.trim() !== "");
  });
  text.addEventListener("keydown", (event) => {
    // While an input method composes a word, Enter chooses a character.
    if (event.key !== "Enter" || event.isComposing || !sends(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  const failed = (refusal) => {
    error.hidden = !refusal;
    error.textContent = refusal?.words ?? "";
    // The earlier wording has been said under this id: what stands here now is something else.
    if (refusal?.code === "id-reused") id.value = newId();
    keepDraft(kind, text.value, id.value);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending || !text.value.trim()) return;
    sending = true;
    button.disabled = true;
    const said = text.value;
    keepDraft(kind, said, id.value);
    const refusal = await send(form);
    sending = false;
    button.disabled = false;
    if (!refusal) {
      // What was typed on meanwhile is the next draft.
      text.value = text.value === said ? "" : text.value;
      id.value = newId();
      form.dispatchEvent(new CustomEvent("amends:sent"));
      onInput(false);
      refresh("conversation-changed");
    }
    failed(refusal);
    if (refusal?.code === "not-the-holder") refresh("conversation-changed");
    text.focus();
  });
}

export function startComposer() {
  forgetOnSignOut();
  const reply = document.getElementById("composer");
  if (reply) {
    const typing = tellOfTyping(reply.action.replace(/messages$/, "typing"));
    const sends = (event) => !event.shiftKey;
    tend(reply, { kind: "reply", idField: "client_id", errorId: "composer-error", sends, onInput: typing });
    // Whoever has just accepted reads the briefing first; everybody else goes on writing.
    const briefing = location.hash === "#briefing" && document.getElementById("briefing");
    (briefing || reply.elements.namedItem("text")).focus({ preventScroll: !briefing });
  }
  const note = document.getElementById("note-composer");
  if (note) {
    const sends = (event) => event.ctrlKey || event.metaKey;
    tend(note, { kind: "note", idField: "note_id", errorId: "note-error", sends });
  }
  if (!reply) showKeptReply();
}

/** A reply that could not be said, because the conversation is with somebody else now, is not lost. */
function showKeptReply() {
  const box = document.getElementById("kept-draft");
  const text = document.getElementById("kept-text");
  if (!box || !text) return;
  text.value ||= draftOf("reply")?.text ?? "";
  box.hidden = !text.value;
  if (text.value) {
    const said = "Your reply was not sent. It is kept, above the place to write.";
    // A moment after the page is there, or nobody hears it.
    setTimeout(() => (document.getElementById("announcer").textContent = said), 500);
  }
  const away = () => {
    keepDraft("reply", "", "");
    box.hidden = true;
  };
  document.getElementById("kept-away").addEventListener("click", away);
  document.getElementById("kept-as-note").addEventListener("click", () => {
    const note = document.getElementById("note-text");
    document.getElementById("note-fold")?.setAttribute("open", "");
    note.value = [note.value, text.value].filter(Boolean).join("\n");
    note.dispatchEvent(new Event("input", { bubbles: true }));
    note.focus();
    away();
  });
}
