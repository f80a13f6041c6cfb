// Puts the numbered events in order, once each, and notices when one is missing.

/** @typedef {import("./types.js").ChatEvent} ChatEvent */
/** @typedef {ReturnType<typeof createTimeline>} Timeline */

/** @param {(event: ChatEvent) => void} onEvent called in the order of the numbers, once per number */
export function createTimeline(onEvent) {
  let last = 0;
  return {
    get last() {
      return last;
    },

    /** @param {ChatEvent} event @returns {boolean} whether events before it are missing */
    hasGapBefore: (event) => event.seq > last + 1,

    /** @param {ChatEvent} event @returns {boolean} false when it is known already */
    take(event) {
      if (event.seq <= last) return false;
      last = event.seq;
      onEvent(event);
      return true;
    },

    reset() {
      last = 0;
    },
  };
}
