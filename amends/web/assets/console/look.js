/** Light, dark, or as the device says: a choice kept in a cookie, so that the server draws the page right at once. */

const COOKIE = "amends_look";
const YEAR_S = 31536000;
const NEXT = { "": "light", light: "dark", dark: "" };
const SAID = { "": "as on this device", light: "light", dark: "dark" };

export function startLook() {
  const button = document.getElementById("look");
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    const look = root.dataset.look ?? "";
    button.setAttribute("aria-label", `Colours: ${SAID[look]}. Change`);
    button.title = `Colours: ${SAID[look]}`;
    button.hidden = false;
  };
  button.addEventListener("click", () => {
    const look = NEXT[root.dataset.look ?? ""];
    if (look) root.dataset.look = look;
    else delete root.dataset.look;
    document.cookie = `${COOKIE}=${look}; Path=/; Max-Age=${look ? YEAR_S : 0}; SameSite=Lax`;
    show();
  });
  show();
}
