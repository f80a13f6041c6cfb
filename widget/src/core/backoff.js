// How long to wait before the next attempt: doubling, capped, and spread so that a crowd does not return at once.

/**
 * @param {number} attempt 0 for the first repetition
 * @param {() => number} random a number from 0 to 1
 * @param {{ first?: number, most?: number }} [limits] milliseconds
 * @returns {number} milliseconds, between half and all of the doubled delay
 */
export function backoffDelay(attempt, random, { first = 500, most = 20_000 } = {}) {
  const full = Math.min(most, first * 2 ** Math.min(attempt, 16));
  return Math.round(full / 2 + (full / 2) * random());
}
