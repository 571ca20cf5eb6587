/* The people grid: a star changes in place instead of loading the page again. Without this file, it does the latter. */
document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (event.target.id !== "stars" || !button) return;
  event.preventDefault();
  const data = new FormData(event.target, button);
  const starred = button.value === "1";
  button.disabled = true;
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: data, redirect: "manual" });
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(answer.status);
    button.value = starred ? "0" : "1";
    button.setAttribute("aria-pressed", starred);
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, starred ? "#i-star-full" : "#i-star"));
  } catch {
    location.reload();
  } finally {
    button.disabled = false;
    button.focus();
  }
});

/* At a desk the filter is not folded: by style, or where a browser cannot do that yet, by being open. */
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 40rem)").matches)
  document.querySelector(".sift").open = true;

/* Tick everybody on the page at once. The part may be exchanged by htmx, so the box is looked for each time. */
const showEvery = () => document.querySelector(".every")?.removeAttribute("hidden");
document.addEventListener("htmx:load", showEvery);
showEvery();
document.addEventListener("change", (event) => {
  if (event.target.id !== "every") return;
  for (const box of document.querySelectorAll('#found input[name="who"]')) box.checked = event.target.checked;
});
