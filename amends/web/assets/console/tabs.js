/** Two tabs above one place to write: a reply for the customer, a private note for colleagues. */

const NAMES = ["reply", "note"];
const FIELDS = { reply: "reply", note: "note-text" };

const tab = (name) => document.getElementById(`tab-${name}`);

function choose(name) {
  for (const each of NAMES) {
    const chosen = each === name;
    tab(each).setAttribute("aria-selected", String(chosen));
    tab(each).tabIndex = chosen ? 0 : -1;
    document.getElementById(`panel-${each}`).hidden = !chosen;
  }
  document.getElementById("panel-note").dataset.tab = name;
}

/** Open the place to write a reply or a note, and put the cursor there; false where there is none. */
export function write(name) {
  const field = document.getElementById(FIELDS[name]);
  if (!field) return false;
  if (tab(name)) choose(name);
  document.getElementById("note-fold")?.setAttribute("open", "");
  field.focus();
  return true;
}

export function startTabs() {
  if (!tab("reply")) return;
  choose("reply");
  for (const name of NAMES) {
    tab(name).addEventListener("click", () => write(name));
    tab(name).addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
      event.preventDefault();
      const other = event.key === "Home" ? NAMES[0] : event.key === "End" ? NAMES[1] : NAMES.find((each) => each !== name);
      choose(other);
      tab(other).focus();
    });
  }
}
