// Speaks HTTP with the desk; every call answers with a status and never throws for a refused or lost request.

/** @typedef {import("./types.js").Credentials} Credentials */
/** @typedef {import("./types.js").ChatEvent} ChatEvent */
/** @typedef {ReturnType<typeof createDeskApi>} DeskApi */

/**
 * @typedef {object} Answer
 * @property {number} status 0 when the desk could not be reached
 * @property {any} body parsed JSON, or null
 * @property {number} retryAfter seconds the desk asks us to wait, 0 when it says nothing
 */

const TIMEOUT_MS = 20_000;

/** @param {string} deskUrl ends with a slash @param {typeof fetch} fetcher */
export function createDeskApi(deskUrl, fetcher) {
  /**
   * @param {string} path @param {Credentials | null} credentials @param {RequestInit} [options]
   * @returns {Promise<Response>}
   */
  const request = (path, credentials, options = {}) => {
    const headers = new Headers(options.headers);
    if (credentials) headers.set("Authorization", `Bearer ${credentials.token}`);
    if (options.body) headers.set("Content-Type", "application/json");
    return fetcher(deskUrl + path, {
      ...options,
      headers,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
  };

  /** @param {string} path @param {Credentials | null} credentials @param {unknown} [body] @returns {Promise<Answer>} */
  const call = async (path, credentials, body) => {
    const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    try {
      const response = await request(path, credentials, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const text = await response.text();
      return {
        status: response.status,
        body: parse(text),
        retryAfter: Number(response.headers.get("Retry-After")) || 0,
      };
    } catch {
      return { status: 0, body: null, retryAfter: 0 };
    }
  };

  /** @param {Credentials} credentials */
  const at = ({ id }) => `chat/conversations/${encodeURIComponent(id)}`;

  return {
    deskUrl,

    /** @param {string} page where the customer is */
    openConversation: (page) => call("chat/conversations", null, { page }),
    /** @param {Credentials} c @param {{ client_id: string, text: string, button_id?: string }} message */
    postMessage: (c, message) => call(`${at(c)}/messages`, c, message),
    /** @param {Credentials} c */
    postTyping: (c) => call(`${at(c)}/typing`, c, {}),
    /** @param {Credentials} c @param {import("./types.js").Contact} contact */
    postContact: (c, contact) => call(`${at(c)}/contact`, c, contact),
    /** @param {Credentials} c @param {number} after */
    readMessages: (c, after) => call(`${at(c)}/messages?after=${after}`, c),
    /** @param {Credentials} c @param {number} after @param {AbortSignal} signal */
    openEvents: (c, after, signal) =>
      request(`${at(c)}/events?after=${after}`, c, { headers: { Accept: "text/event-stream" }, signal }),
  };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {Answer} answer @returns {ChatEvent[]} */
export function eventsOf({ body }) {
  const list = Array.isArray(body) ? body : (body?.events ?? body?.messages);
  return Array.isArray(list) ? list : [];
}

/** @param {number} status @returns {boolean} whether the same request may succeed later */
export const mayRetry = (status) => status === 0 || status >= 500 || [408, 425, 429].includes(status);

/** @param {number} status @returns {boolean} whether the desk no longer knows this conversation */
export const isGone = (status) => [401, 404, 410].includes(status);
