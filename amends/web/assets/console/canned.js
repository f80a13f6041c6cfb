/**
 * Ready texts: "/" in an empty reply (or the button) opens a search with a list under it. Arrows choose, Enter puts
 * the text into the reply and never sends it, Escape closes. The focus stays in the search field all the while.
 */

const PAUSE_MS = 120;
const PAGE = 6;
const FAILED = "The texts could not be fetched. Type on to try again.";
const SIGNED_OUT = "You are signed out. Your reply is kept on this page.";

/** The text that a reply becomes when a ready text is put at its end. */
export function joined(before, chosen) {
  const start = before.trimEnd();
  return start ? `${start} ${chosen}` : chosen;
}

/** Runs `change` and keeps the end of the transcript as far away as it was: the panel takes its room from it. */
function keepingTheEnd(change) {
  const pane = document.getElementById("transcript-pane");
  const left = pane ? pane.scrollHeight - pane.scrollTop - pane.clientHeight : 0;
  change();
  if (pane) pane.scrollTop = pane.scrollHeight - pane.clientHeight - left;
}

class Picker {
  constructor(reply, panel, button) {
    this.reply = reply;
    this.panel = panel;
    this.button = button;
    this.search = panel.querySelector("#canned-search");
    this.list = panel.querySelector("#canned-list");
    this.status = panel.querySelector("#canned-status");
    this.chosen = -1;
    this.timer = 0;
    this.asking = new AbortController();
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  open() {
    if (!this.isOpen) {
      keepingTheEnd(() => (this.panel.hidden = false));
      this.button.setAttribute("aria-expanded", "true");
      this.search.value = "";
      this.ask();
    }
    this.search.focus();
  }

  close({ backToReply = true } = {}) {
    if (!this.isOpen) return;
    this.asking.abort();
    clearTimeout(this.timer);
    this.button.setAttribute("aria-expanded", "false");
    this.show("");
    keepingTheEnd(() => (this.panel.hidden = true));
    if (backToReply) this.reply.focus();
  }

  /** Show a fragment of the server's, with its first text chosen. */
  show(html) {
    keepingTheEnd(() => {
      this.list.innerHTML = html;
      // An empty list is no list: it is not there, and the status says why.
      this.list.hidden = this.options.length === 0;
    });
    const told = this.list.querySelector("[data-count]");
    this.status.textContent = told?.textContent.trim() ?? "";
    told?.remove();
    const some = this.options.length > 0;
    this.search.setAttribute("aria-expanded", String(some));
    this.choose(some ? 0 : -1);
  }

  choose(index) {
    const options = this.options;
    this.chosen = index;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    const option = options[index];
    if (option) this.search.setAttribute("aria-activedescendant", option.id);
    else this.search.removeAttribute("aria-activedescendant");
    // The first text of a group shows its heading too.
    const first = option && option === option.parentElement.querySelector("[role=option]");
    (first ? option.parentElement : option)?.scrollIntoView({ block: first && index > 0 ? "start" : "nearest" });
    if (index === 0) this.list.scrollTop = 0;
  }

  step(by) {
    const last = this.options.length - 1;
    if (last < 0) return;
    const next = this.chosen + by;
    // One step past an end comes round to the other; a page stops there.
    if (Math.abs(by) === 1) this.choose(next < 0 ? last : next > last ? 0 : next);
    else this.choose(Math.min(last, Math.max(0, next)));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const address = `${this.panel.dataset.address}?q=${encodeURIComponent(this.search.value.trim())}`;
      const answer = await fetch(address, { signal, headers: { "HX-Request": "true" } });
      const html = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      this.show(html);
      if (!answer.ok) this.status.textContent = answer.status === 401 ? SIGNED_OUT : FAILED;
    } catch {
      if (signal.aborted) return;
      this.show("");
      this.status.textContent = FAILED;
    }
  }

  put(text) {
    this.reply.value = joined(this.reply.value, text);
    this.close();
    this.reply.setSelectionRange(this.reply.value.length, this.reply.value.length);
    this.reply.scrollTop = this.reply.scrollHeight;
    this.reply.dispatchEvent(new Event("input", { bubbles: true }));
  }

  pressed(event) {
    if (event.isComposing) return;
    const keys = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      PageDown: () => this.step(PAGE),
      PageUp: () => this.step(-PAGE),
      Enter: () => this.options[this.chosen] && this.put(this.options[this.chosen].dataset.text),
      Escape: () => this.close(),
    };
    // A reply may begin with a slash all the same: it is typed twice.
    if (event.key === "/" && !this.search.value) keys["/"] = () => this.put("/");
    const deed = keys[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }
}

export function startCanned() {
  const reply = document.getElementById("reply");
  const panel = document.getElementById("canned-panel");
  const button = document.getElementById("canned-open");
  if (!reply || !panel || !button) return;
  const picker = new Picker(reply, panel, button);
  reply.form.querySelector("button[type=submit]").before(button);
  button.hidden = false;
  button.addEventListener("click", () => (picker.isOpen ? picker.close() : picker.open()));
  document.addEventListener("amends:canned", () => picker.open());
  reply.addEventListener("keydown", (event) => {
    if (event.key !== "/" || reply.value.trim() || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    picker.open();
  });
  picker.search.addEventListener("input", () => picker.later());
  picker.search.addEventListener("keydown", (event) => picker.pressed(event));
  // The focus stays in the search field while a text is clicked.
  picker.list.addEventListener("mousedown", (event) => event.preventDefault());
  picker.list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) picker.put(option.dataset.text);
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) picker.close({ backToReply: false });
  });
}
