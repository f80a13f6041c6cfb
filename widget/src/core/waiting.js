// A pause that something better to do can end.

/** @typedef {ReturnType<typeof createPause>} Pause */

export function createPause() {
  /** @type {(() => void) | null} */
  let end = null;
  return {
    /** @param {number} milliseconds */
    wait: (milliseconds) =>
      new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        const timer = setTimeout(() => end?.(), milliseconds);
        end = () => {
          clearTimeout(timer);
          end = null;
          resolve();
        };
      }),
    /** Ends the pause now; without one it does nothing. */
    wake: () => end?.(),
  };
}
