/** The player's keys. They can be switched off, because speech input may say letters by mistake. */

const STORED = "amends-replay-keys";

export function listenToKeys(box, deeds) {
  box.checked = localStorage.getItem(STORED) !== "off";
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    const deed = deeds[event.key];
    if (!deed || !box.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (belongsElsewhere(event)) return;
    if (deed() !== false) event.preventDefault();
  });
}

/** Whether the element in focus has a use of its own for the key. */
function belongsElsewhere(event) {
  const target = event.target;
  if (target.closest("textarea, select, [contenteditable], .table-scroll")) return true;
  if (target.matches("input[type=range]")) return !"[] ".includes(event.key);
  if (target.matches("input")) return !(target.type === "checkbox" && event.key !== " ");
  return event.key === " " && Boolean(target.closest("button, a, summary, label"));
}
