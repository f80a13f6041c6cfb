// Stand-ins for the browser's storage and for the desk, kept in memory.

/** @returns {import("../src/core/storage.js").DeskStorage} */
export function memoryStorage() {
  const kept = new Map();
  return {
    read: (name) => (kept.has(name) ? JSON.parse(kept.get(name)) : null),
    write: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, JSON.stringify(value))),
    names: () => [...kept.keys()],
    watch: () => () => {},
  };
}

export const answer = (status, body = null, retryAfter = 0) => ({ status, body, retryAfter });
