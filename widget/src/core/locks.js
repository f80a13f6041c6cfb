// Lets one tab of a customer send at a time, and one hidden tab keep its line, where the browser can promise that.

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

/**
 * Whether this tab is the one that may keep its line while nobody looks: the first that asked, for as long
 * as it lives, and then the next. Without a lock manager each tab may.
 *
 * @param {string} name
 * @returns {() => boolean}
 */
export function createKeeper(name) {
  const manager = globalThis.navigator?.locks;
  let keeps = !manager;
  manager?.request(name, () => {
    keeps = true;
    return new Promise(() => {});
  });
  return () => keeps;
}
