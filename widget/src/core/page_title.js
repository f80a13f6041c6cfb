// Marks the page's title while something new waits in a tab that nobody looks at.

const MARK = /^\(\d+\) /;

/** @param {Document} page @param {number} count */
export function markTitle(page, count) {
  const bare = page.title.replace(MARK, "");
  const wanted = count > 0 && page.visibilityState === "hidden" ? `(${count}) ${bare}` : bare;
  if (page.title !== wanted) page.title = wanted;
}
