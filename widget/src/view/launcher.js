// The button that opens the panel, with the number of messages not yet seen.

import { el, icon } from "./dom.js";
import { WORDS } from "./wording.js";

/** @param {() => void} onOpen */
export function createLauncher(onOpen) {
  const badge = el("span", { class: "badge", hidden: true });
  const button = el(
    "button",
    { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", click: onOpen },
    icon("chat"),
    el("span", { class: "launcher-text" }, WORDS.openChat),
    badge,
  );
  return {
    button,
    /** @param {number} count */
    setUnread(count) {
      badge.hidden = count === 0;
      const number = el("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count));
      badge.replaceChildren(number, el("span", { class: "hidden-text" }, `, ${WORDS.unread(count)}`));
    },
    /** @param {boolean} open */
    setOpen(open) {
      button.hidden = open;
      button.setAttribute("aria-expanded", String(open));
    },
  };
}
