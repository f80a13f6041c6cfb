/** Entry of the bundle for console and replay: htmx, and the few things that a page cannot do by itself. */

import "./console/page.js";
import { startClocks } from "./console/clocks.js";
import { startComposer } from "./console/composer.js";
import { startLine } from "./console/line.js";
import { startTranscript } from "./console/transcript.js";
import { showTyping } from "./console/typing.js";
import { startWatch } from "./console/watch.js";

startClocks();
if (document.body.dataset.room === "console") {
  startWatch();
  startTranscript();
  startComposer();
  showTyping();
  startLine();
}
