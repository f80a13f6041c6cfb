// Focus inside the shadow root: what can be reached, and a loop for the full-screen sheet.

const REACHABLE = "button, textarea, input, a[href], [tabindex='0']";

/** @param {HTMLElement} box @returns {HTMLElement[]} in the order of the Tab key */
function reachable(box) {
  const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(REACHABLE)]);
  return all.filter((element) => element.checkVisibility() && !element.hasAttribute("disabled"));
}

/**
 * On the full-screen sheet the page behind cannot be seen, so Tab must not wander there.
 *
 * @param {KeyboardEvent} event @param {HTMLElement} box @param {Element | null} current
 */
export function keepFocusInside(event, box, current) {
  const stops = reachable(box);
  const edge = event.shiftKey ? stops.at(0) : stops.at(-1);
  if (current !== edge && current !== box) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops.at(0))?.focus();
}
