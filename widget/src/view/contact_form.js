// Asks how the customer can be reached; what was typed stays until the desk has it.

import { el } from "./dom.js";
import { WORDS } from "./wording.js";

/** @typedef {import("../core/types.js").Contact} Contact */

/** @param {Contact} contact @returns {{ field: "email" | "phone", words: string } | null} what has to be mended first */
export function contactProblem({ email = "", phone = "" }) {
  if (!email && !phone) return { field: "email", words: WORDS.contactNeeded };
  if (email && !/^\S+@\S+\.\S+$/.test(email)) return { field: "email", words: WORDS.contactEmailWrong };
  if (phone && phone.replace(/\D/g, "").length < 6) return { field: "phone", words: WORDS.contactPhoneWrong };
  return null;
}

/**
 * @typedef {object} ContactActions
 * @property {(contact: Contact) => Promise<{ ok: boolean, reason: string }>} save
 * @property {(asked: boolean) => void} saved `asked`: the assistant had asked for it
 * @property {() => void} closed
 */

/** @param {string} name @param {string} label @param {Record<string, string>} props */
function labelled(name, label, props) {
  const input = el("input", { name, id: `contact-${name}`, ...props });
  return { input, row: el("div", { class: "row" }, el("label", { for: `contact-${name}` }, label), input) };
}

/** @param {ContactActions} actions */
export function createContactForm(actions) {
  const name = labelled("name", WORDS.contactName, { autocomplete: "name", maxlength: "120", dir: "auto" });
  const email = labelled("email", WORDS.contactEmail, { type: "email", autocomplete: "email", maxlength: "254" });
  const phone = labelled("phone", WORDS.contactPhone, { type: "tel", autocomplete: "tel", maxlength: "40" });
  const problem = el("p", { class: "problem", id: "contact-problem", role: "alert" });
  const submit = el("button", { type: "submit", class: "primary" }, WORDS.contactSave);
  const later = el("button", { type: "button", click: () => close() }, WORDS.contactLater);
  const form = el(
    "form",
    { class: "contact", novalidate: true, hidden: true, "aria-labelledby": "contact-title" },
    el("h3", { id: "contact-title" }, WORDS.contactTitle),
    el("p", {}, WORDS.contactWhy),
    name.row, email.row, phone.row, problem,
    el("div", { class: "actions" }, submit, later),
  );
  const inputs = { name: name.input, email: email.input, phone: phone.input };
  let asked = false;
  let saving = false;

  const close = () => {
    form.hidden = true;
    actions.closed();
  };

  /** @param {{ field: "email" | "phone", words: string } | null} found */
  const complain = (found) => {
    problem.textContent = found?.words ?? "";
    for (const [key, input] of Object.entries(inputs)) {
      const wrong = found?.field === key;
      input.setAttribute("aria-invalid", String(wrong));
      if (wrong) input.setAttribute("aria-describedby", problem.id);
      else input.removeAttribute("aria-describedby");
    }
    if (found) inputs[found.field].focus();
  };

  const save = async () => {
    const typed = Object.entries(inputs).map(([key, input]) => [key, input.value.trim()]);
    /** @type {Contact} */
    const contact = Object.fromEntries(typed.filter(([, value]) => value));
    const found = contactProblem(contact);
    complain(found);
    if (found || saving) return;
    saving = true;
    submit.textContent = WORDS.contactSaving;
    const { ok, reason } = await actions.save(contact);
    saving = false;
    submit.textContent = WORDS.contactSave;
    if (!ok) return void (problem.textContent = reason || WORDS.contactFailed);
    close();
    actions.saved(asked);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });

  return {
    form,
    close,
    /** @param {boolean} askedFor whether the assistant offered this form */
    open(askedFor) {
      asked = askedFor;
      complain(null);
      form.hidden = false;
      form.scrollIntoView({ block: "nearest" });
      inputs.name.focus();
    },
  };
}
