// The customer's messages that the conversation does not show yet, kept in the browser one entry per key.

/** @typedef {import("./types.js").OutboxEntry} OutboxEntry */
/** @typedef {ReturnType<typeof openOutbox>} Outbox */

const PREFIX = "outbox:";

/**
 * One key per entry: two tabs that write at the same time cannot overwrite each other's messages.
 *
 * @param {import("./storage.js").DeskStorage} storage
 * @param {{ now: () => number, makeId: () => string }} sources
 */
export function openOutbox(storage, { now, makeId }) {
  /** @returns {OutboxEntry[]} oldest first */
  const entries = () =>
    storage
      .names()
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => storage.read(name))
      .filter((entry) => entry !== null)
      .sort((a, b) => a.order - b.order);

  /** @param {OutboxEntry} entry */
  const save = (entry) => storage.write(PREFIX + entry.client_id, entry);

  return {
    entries,

    /** @param {string} text @param {string} [button_id] @returns {OutboxEntry} */
    add(text, button_id) {
      const last = entries().at(-1)?.order ?? 0;
      const entry = /** @type {OutboxEntry} */ ({
        client_id: makeId(),
        order: Math.max(now(), last + 1),
        text,
        ...(button_id ? { button_id } : {}),
        state: "waiting",
        at: now(),
      });
      save(entry);
      return entry;
    },

    next: () => entries().find((entry) => entry.state === "waiting"),

    /** @param {string} client_id @param {Partial<OutboxEntry>} change */
    update(client_id, change) {
      const entry = storage.read(PREFIX + client_id);
      // It may be gone already: the event stream can be faster than the answer to the post.
      if (entry) save({ ...entry, ...change });
    },

    /** @param {string} client_id */
    remove: (client_id) => storage.write(PREFIX + client_id, null),
  };
}

/** @param {string} name of a stored value */
export const isOutboxName = (name) => name.startsWith(PREFIX);
