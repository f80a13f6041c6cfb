// Counts what the assistant or an agent has said since the customer last looked, alike in all tabs.

const NAME = "read";

/** @param {string} name of a stored value */
export const isReadName = (name) => name === NAME;

/**
 * @param {import("./storage.js").DeskStorage} storage
 * @param {(count: number) => void} onCount
 */
export function createUnread(storage, onCount) {
  /** @type {number[]} */
  let numbers = [];
  let looking = false;
  const readUpTo = () => Number(storage.read(NAME)) || 0;

  const refresh = () => {
    const newest = numbers.at(-1) ?? 0;
    if (looking && newest > readUpTo()) storage.write(NAME, newest);
    numbers = numbers.filter((seq) => seq > readUpTo());
    onCount(numbers.length);
  };

  return {
    refresh,
    /** @param {import("./types.js").ChatEvent} event */
    take({ seq, type, author }) {
      if (type !== "message" || (author !== "assistant" && author !== "agent")) return;
      numbers.push(seq);
      refresh();
    },
    /** @param {boolean} now whether the customer can see the conversation */
    look(now) {
      looking = now;
      refresh();
    },
    reset() {
      numbers = [];
      storage.write(NAME, null);
      refresh();
    },
  };
}
