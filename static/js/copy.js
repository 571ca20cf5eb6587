/* Commands get a button that copies them. Without this file they are selected and copied by hand. */
for (const command of document.querySelectorAll(".command")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second small";
  button.textContent = command.dataset.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(command.querySelector("code").textContent);
    button.textContent = command.dataset.copied;
    setTimeout(() => { button.textContent = command.dataset.copy; }, 2000);
  });
  command.querySelector(".for").append(button);
}
