/* Cards of an order: moved by buttons and arrow keys, and read out. Without this file each has a number to choose. */
function arrange(list) {
  const status = list.parentElement.querySelector("[role=status]");
  const place = (card) => Number(card.querySelector("select").value) || Infinity;
  const cards = () => [...list.children];
  const renumber = () => cards().forEach((card, index, { length }) => {
    card.querySelector("select").value = index + 1;
    card.querySelector("[data-move='-1']").setAttribute("aria-disabled", index === 0);
    card.querySelector("[data-move='1']").setAttribute("aria-disabled", index === length - 1);
  });

  function move(button, step) {
    const card = button.closest(".card");
    const other = step < 0 ? card.previousElementSibling : card.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(card);
    else other.after(card);
    renumber();
    cards().forEach((each) => each.querySelector("select").dispatchEvent(new Event("input", { bubbles: true })));
    cards().forEach((each) => each.classList.toggle("moved", each === card));
    button.focus();
    card.scrollIntoView({ block: "nearest" });
    const name = card.querySelector("label").textContent;
    status.textContent = list.dataset.said.replace("{card}", name).replace("{place}", place(card));
  }

  cards().sort((one, other) => place(one) - place(other)).forEach((card) => {
    card.querySelector(".field").hidden = true;
    card.append(card.querySelector("template").content);
    list.append(card);
  });
  list.classList.add("by-hand");
  list.parentElement.querySelector(".help.by-number").hidden = true;
  list.parentElement.querySelector(".help.by-hand").hidden = false;
  renumber();
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button, Number(button.dataset.move));
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const button = event.target.closest("[data-move]");
    if (!step || !button) return;
    event.preventDefault();
    move(button, step);
  });
}

document.querySelectorAll(".cards").forEach(arrange);
