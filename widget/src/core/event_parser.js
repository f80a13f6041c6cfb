// Reads the text of a server-sent event stream piece by piece.

/** @typedef {{ event: string, id: string, data: string }} StreamEvent */

/**
 * @param {(event: StreamEvent) => void} onEvent
 * @returns {(piece: string) => void} feed it decoded text, cut anywhere
 */
export function createEventParser(onEvent) {
  let rest = "";
  let event = "";
  let id = "";
  /** @type {string[]} */
  let data = [];

  const finish = () => {
    if (data.length > 0) onEvent({ event: event || "message", id, data: data.join("\n") });
    event = "";
    id = "";
    data = [];
  };

  /** @param {string} line */
  const take = (line) => {
    if (line === "") return finish();
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
  };

  return (piece) => {
    rest += piece;
    // A carriage return at the end may be half of a line break whose other half is still on its way.
    const held = rest.endsWith("\r") ? "\r" : "";
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + held;
    lines.forEach(take);
  };
}
