// What the browser remembers for one desk; a page that forbids storage gets a memory that lasts as long as the page.

/** @typedef {ReturnType<typeof openStorage>} DeskStorage */

/** @returns {Storage | null} */
function usableStorage() {
  try {
    const probe = "amends:probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {string} deskUrl two desks on one page must not share a conversation */
export function openStorage(deskUrl) {
  const prefix = `amends:${deskUrl}:`;
  const disk = usableStorage();
  /** @type {Map<string, string>} */
  const memory = new Map();

  /** @param {string} name @returns {any} */
  const read = (name) => {
    const text = memory.get(name) ?? disk?.getItem(prefix + name) ?? null;
    try {
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  };

  /** @param {string} name @param {unknown} value null removes it */
  const write = (name, value) => {
    memory.delete(name);
    if (value === null) return disk?.removeItem(prefix + name);
    const text = JSON.stringify(value);
    try {
      if (!disk) throw new Error("no storage");
      disk.setItem(prefix + name, text);
    } catch {
      // A full disk must not lose the message: it stays in memory while the page is open.
      memory.set(name, text);
    }
  };

  const names = () => {
    const kept = disk ? Object.keys(disk).filter((key) => key.startsWith(prefix)) : [];
    return [...new Set([...kept.map((key) => key.slice(prefix.length)), ...memory.keys()])];
  };

  /** @param {(name: string) => void} onChange called when another tab has changed something */
  const watch = (onChange) => {
    /** @param {StorageEvent} event */
    const heard = (event) => {
      if (event.key?.startsWith(prefix)) onChange(event.key.slice(prefix.length));
    };
    addEventListener("storage", heard);
    return () => removeEventListener("storage", heard);
  };

  return { read, write, names, watch };
}
