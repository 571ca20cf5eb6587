/* The queue by keyboard: j and k move from line to line, x ticks. Nothing is decided by a key. */
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (writing || !isOn() || event.ctrlKey || event.metaKey || event.altKey || !"jkx".includes(event.key)) return;
  const lines = [...document.querySelectorAll("[data-line]")];
  const here = lines.findIndex((line) => line.closest("li").contains(document.activeElement));
  if (event.key === "x") {
    lines[here]?.closest("li").querySelector("input[type=checkbox]")?.click();
  } else {
    lines[Math.max(0, Math.min(lines.length - 1, here + (event.key === "j" ? 1 : -1)))]?.focus();
  }
  event.preventDefault();
});
