/* Keys for those who review many: they follow a link or move the focus, and none leads to a decision, so that somebody
   who types without looking decides nothing: a and c stop short of their button. Silent while one writes, with a modifier held, or when switched
   off. */
const NAME = "waymark.keys";
const listening = document.getElementById("keys");
const isOn = () => localStorage.getItem(NAME) !== "off";

if (listening) {
  listening.checked = isOn();
  listening.addEventListener("change", () => localStorage.setItem(NAME, listening.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && writing) writing.blur();
  if (writing || !isOn() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.key === "n" ? document.getElementById("id_note") : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("a, summary")) target.click();
  else {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }
});

/* A chosen reply goes to where one writes, instead of below the note by way of the server. */
document.getElementById("insert")?.addEventListener("click", (event) => {
  event.preventDefault();
  const { note, reply } = event.currentTarget.form;
  const text = reply.selectedOptions[0]?.dataset.text;
  if (!text) return;
  note.setRangeText(text, note.selectionStart, note.selectionEnd, "end");
  note.dispatchEvent(new Event("input", { bubbles: true }));
  note.focus();
});
