/** Which of many tabs keeps its live line while nobody looks at it: over HTTP/1.1 a browser has six for all of them. */

const NAME = "amends-line";

/**
 * The first tab keeps its line for as long as it lives; then the next one that asked does.
 * Calls `became` once this tab is the one, and gives a function that says whether it is.
 */
export function startKeeper(became) {
  // Pages that are no secure contexts have no locks; then every tab keeps its line.
  let keeps = !navigator.locks;
  navigator.locks?.request(NAME, () => {
    keeps = true;
    became();
    return new Promise(() => {});
  });
  return () => keeps;
}
