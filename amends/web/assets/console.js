/** Entry of the bundle for console and replay: htmx, and the few things that a page cannot do by itself. */

import "./console/page.js";
import { startCanned } from "./console/canned.js";
import { startClocks } from "./console/clocks.js";
import { startComposer } from "./console/composer.js";
import { startDialogs } from "./console/dialogs.js";
import { startHints } from "./console/hints.js";
import { startLine } from "./console/line.js";
import { startShortcuts } from "./console/shortcuts.js";
import { startTabs } from "./console/tabs.js";
import { startTranscript } from "./console/transcript.js";
import { showTyping } from "./console/typing.js";
import { startWatch } from "./console/watch.js";
import { startLook } from "./console/look.js";

startLook();
startClocks();
if (document.body.dataset.room === "console") {
  startWatch();
  startTranscript();
  startTabs();
  startComposer();
  startCanned();
  startHints();
  showTyping();
  startDialogs();
  startShortcuts();
  startLine();
}
