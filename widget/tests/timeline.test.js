import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffDelay } from "../src/core/backoff.js";
import { createTimeline } from "../src/core/timeline.js";

test("an event that comes twice is told once", () => {
  const told = [];
  const timeline = createTimeline((event) => told.push(event.seq));
  [1, 2, 2, 1, 3].forEach((seq) => timeline.take({ seq }));
  assert.deepEqual(told, [1, 2, 3]);
});

test("a missing number is noticed before the event after it is taken", () => {
  const timeline = createTimeline(() => {});
  timeline.take({ seq: 1 });
  assert.equal(timeline.hasGapBefore({ seq: 2 }), false);
  assert.equal(timeline.hasGapBefore({ seq: 3 }), true);
});

test("the waiting time doubles, is capped, and is spread over its upper half", () => {
  const least = [0, 1, 2, 3].map((attempt) => backoffDelay(attempt, () => 0, { first: 100, most: 500 }));
  const most = [0, 1, 2, 3].map((attempt) => backoffDelay(attempt, () => 1, { first: 100, most: 500 }));
  assert.deepEqual(least, [50, 100, 200, 250]);
  assert.deepEqual(most, [100, 200, 400, 500]);
});
