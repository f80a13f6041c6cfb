// The quick replies of the newest turn; one of them can be taken once, then all of them go.

import { el } from "./dom.js";
import { WORDS } from "./wording.js";

/** @typedef {import("../core/types.js").Choice} Choice */

/** @param {(choice: Choice) => void} onTake */
export function createChoices(onTake) {
  const box = el("div", { class: "choices", role: "group", "aria-label": WORDS.choices, hidden: true });

  const clear = () => {
    box.replaceChildren();
    box.hidden = true;
  };

  return {
    box,
    clear,
    /** @param {Choice[]} choices added to those of the same turn */
    offer(choices) {
      for (const choice of choices) {
        const take = () => button.isConnected && onTake(choice);
        const button = el("button", { type: "button", dir: "auto", click: take }, choice.title);
        box.append(button);
      }
      box.hidden = box.childElementCount === 0;
    },
  };
}
