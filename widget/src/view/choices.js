// The quick replies of the newest turn; one of them can be taken once, then all of them go.

import { el } from "./dom.js";
import { WORDS } from "./wording.js";

/** @typedef {import("../core/types.js").Choice} Choice */

/** @param {(choice: Choice) => void} onTake */
export function createChoices(onTake) {
  /** @type {Set<string>} */
  const offered = new Set();
  const box = el("div", { class: "choices", role: "group", "aria-label": WORDS.choices, hidden: true });

  const clear = () => {
    offered.clear();
    box.replaceChildren();
    box.hidden = true;
  };

  return {
    box,
    clear,
    /** @param {string} id */
    offers: (id) => offered.has(id),
    /** @param {Choice[]} choices added to those of the same turn */
    offer(choices) {
      for (const choice of choices) {
        const take = () => button.isConnected && onTake(choice);
        const button = el("button", { type: "button", dir: "auto", click: take }, choice.title);
        offered.add(choice.id);
        box.append(button);
      }
      box.hidden = box.childElementCount === 0;
    },
  };
}
