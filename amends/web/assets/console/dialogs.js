/** Dialogs open by themselves where the browser knows `command`; elsewhere this does it. */

export function startDialogs() {
  if ("commandForElement" in HTMLButtonElement.prototype) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[commandfor]");
    if (button) open(button.getAttribute("commandfor"));
  });
}

/** Open a dialog unless it is open; false where there is none. */
export function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog) return false;
  if (!dialog.open) dialog.showModal();
  return true;
}
