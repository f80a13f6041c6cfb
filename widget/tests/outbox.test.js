import assert from "node:assert/strict";
import { test } from "node:test";
import { openOutbox } from "../src/core/outbox.js";
import { memoryStorage } from "./fakes.js";

function outboxAt(time) {
  let number = 0;
  return openOutbox(memoryStorage(), { now: () => time, makeId: () => `id-${(number += 1)}` });
}

test("entries keep their order even within the same millisecond", () => {
  const outbox = outboxAt(5);
  ["a", "b", "c"].forEach((text) => outbox.add(text));
  assert.deepEqual(outbox.entries().map((entry) => entry.text), ["a", "b", "c"]);
});

test("saved and failed entries are not sent again", () => {
  const outbox = outboxAt(5);
  ["a", "b", "c"].forEach((text) => outbox.add(text));
  outbox.update("id-1", { state: "saved", seq: 3 });
  outbox.update("id-2", { state: "failed" });
  assert.equal(outbox.next().text, "c");
});

test("an update of an entry that is gone does not bring it back", () => {
  const outbox = outboxAt(5);
  const { client_id } = outbox.add("a");
  outbox.remove(client_id);
  outbox.update(client_id, { state: "saved" });
  assert.deepEqual(outbox.entries(), []);
});
