/** What the page holds, by the time at which it came to be: the whole conversation is in the page already. */

/** Everything with a time, the turns among it, and the times themselves in order. */
export function momentsOf(timeline) {
  const items = [...timeline.querySelectorAll("[data-at]")].map((element) => ({
    element,
    at: Number(element.dataset.at),
  }));
  const turns = [...timeline.querySelectorAll("[data-turn]")].map((element) => ({
    element,
    number: Number(element.dataset.turn),
    at: Number(element.dataset.at),
    settled: Number(element.dataset.settled ?? lastTimeIn(element)),
    score: element.dataset.score === undefined ? null : Number(element.dataset.score),
    band: element.dataset.band,
  }));
  const times = [...new Set(items.map((item) => item.at))].sort((one, other) => one - other);
  return { items, turns, times };
}

function lastTimeIn(element) {
  return Math.max(...[...element.querySelectorAll("[data-at]")].map((each) => Number(each.dataset.at)));
}

/** Show what was there at a time and hide the rest; returns what was said and has just come into sight. */
export function showUntil(items, at) {
  const fresh = [];
  for (const { element, at: since } of items) {
    const hidden = since > at;
    if (element.hidden && !hidden && element.dataset.by) fresh.push(element);
    if (element.hidden !== hidden) element.hidden = hidden;
  }
  return fresh;
}
