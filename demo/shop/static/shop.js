// Buttons of the page that open the chat, some with the first words already written.

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => document.querySelector("amends-chat")?.open(button.dataset.chat));
}
