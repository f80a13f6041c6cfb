// Which conversation of the desk this browser holds the key to.

/** @typedef {import("./types.js").Credentials} Credentials */
/** @typedef {ReturnType<typeof createSession>} Session */

const NAME = "conversation";

/**
 * @param {import("./storage.js").DeskStorage} storage
 * @param {(credentials: Credentials | null) => void} onChange
 */
export function createSession(storage, onChange) {
  return {
    /** @returns {Credentials | null} from storage each time, since another tab may have begun one */
    read() {
      const kept = storage.read(NAME);
      return typeof kept?.id === "string" && typeof kept?.token === "string" ? kept : null;
    },

    /** @param {Credentials} credentials @returns {Credentials} */
    begin({ id, token }) {
      storage.write(NAME, { id, token });
      onChange({ id, token });
      return { id, token };
    },

    /** @param {Credentials} gone only this one: another tab may have begun the next already */
    forget(gone) {
      if (storage.read(NAME)?.id !== gone.id) return;
      storage.write(NAME, null);
      onChange(null);
    },
  };
}

/** @param {string} name of a stored value */
export const isSessionName = (name) => name === NAME;
