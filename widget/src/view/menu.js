// The few things that are needed seldom, behind one button in the head of the panel.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

/** @param {{ contact: () => void, startNew: () => void }} actions */
export function createMenu(actions) {
  const contact = el("button", { type: "button", click: () => choose(actions.contact) }, WORDS.contact);
  const startNew = el("button", { type: "button", click: () => confirmStart() }, WORDS.startNew);
  const list = el("div", { class: "menu", id: "menu", hidden: true }, contact, startNew);
  const button = el(
    "button",
    {
      type: "button",
      class: "plain menu-button",
      "aria-label": WORDS.more,
      "aria-expanded": "false",
      "aria-controls": "menu",
      click: () => show(list.hidden),
    },
    icon("more"),
  );

  /** @param {boolean} open */
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    startNew.textContent = WORDS.startNew;
    startNew.classList.remove("sure");
    if (open) contact.focus();
  };

  /** @param {() => void} action */
  const choose = (action) => {
    show(false);
    action();
  };

  const confirmStart = () => {
    if (startNew.classList.contains("sure")) return choose(actions.startNew);
    startNew.classList.add("sure");
    startNew.textContent = WORDS.startNewSure;
  };

  return {
    button,
    list,
    get isOpen() {
      return !list.hidden;
    },
    close() {
      show(false);
      button.focus();
    },
    /** A press elsewhere closes it without moving the focus. */
    dismiss: () => show(false),
  };
}
