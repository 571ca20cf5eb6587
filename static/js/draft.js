/* Keeps what a mentor writes on the server, a second after they pause. Without this file a button does it. */
const form = document.getElementById("judgement");
const state = document.getElementById("draft");

if (form && state) {
  let timer, isStopped = false, isSaving = false, isNewer = false;
  const say = (words) => { state.textContent = words; };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  const send = () => {
    const body = new FormData(form);
    const length = [...body.values()].reduce((sum, text) => sum + text.length, 0);
    return fetch(state.dataset.address, {
      method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive: length < 10000,
    });
  };

  /* Who signed in anew in another tab has another token: take it from the page, which then is theirs again. */
  const renew = async () => {
    const answer = await fetch(location.href, { redirect: "manual" });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page && page.querySelector("[name=csrfmiddlewaretoken]");
    if (!token) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token.value;
    return true;
  };

  async function save() {
    if (isStopped) return;
    if (isSaving) return later(1000);
    isSaving = true;
    isNewer = false;
    try {
      let answer = await send();
      if (answer.status === 403 && await renew()) answer = await send();
      if (answer.type === "opaqueredirect" || answer.status === 403) return say(state.dataset.out);
      const told = await answer.json();
      if (told.version !== undefined) form.version.value = told.version;
      if (answer.status === 409) {
        isStopped = true;
        form.is_over.value = "on";
        document.getElementById("other-text").value = told.other;
        document.getElementById("other").hidden = false;
      }
      if (answer.status === 409) say(state.dataset.behind);
      else if (!isNewer) say(told.said);
      if (answer.ok && !isNewer) form.dispatchEvent(new Event("kept"));
    } catch {
      say(state.dataset.lost);
      later(5000);
    } finally {
      isSaving = false;
    }
  }

  /* Comments stand beside the text, outside of the form that they belong to. */
  document.addEventListener("input", ({ target }) => {
    if (isStopped || target.form !== form) return;
    isNewer = true;
    say(state.dataset.writing);
    later(1000);
  });
  /* Whoever opens the place for a comment wants to write it. */
  document.addEventListener("click", ({ target }) => {
    const remark = target.closest(".remark > summary")?.parentElement;
    if (remark && !remark.open) remark.addEventListener("toggle", () => remark.querySelector("textarea").focus(), { once: true });
  });
  form.addEventListener("submit", () => { isStopped = true; clearTimeout(timer); });
}
