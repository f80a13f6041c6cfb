// Lets one tab of a customer send at a time, where the browser can promise that.

/** @typedef {<T>(work: () => Promise<T>) => Promise<T>} RunAlone */

/**
 * Pages that are not secure contexts have no lock manager. Then two tabs may send the same entry,
 * which the desk answers twice from one record because the entry keeps its client id.
 *
 * @param {string} name
 * @returns {RunAlone}
 */
export function createLock(name) {
  const manager = globalThis.navigator?.locks;
  if (!manager) return (work) => work();
  return (work) => /** @type {any} */ (manager.request(name, work));
}
