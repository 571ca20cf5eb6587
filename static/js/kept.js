/* Keeps what somebody writes in this tab until it was sent: through a reload, another page, another language, a broken
   line, signing in again. It stays in the browser, for this person alone. Without this file, a page that refuses a form
   shows what was written in it. */
const { reader, fields, back, away, copy } = document.currentScript.dataset;
const STORE = "waymark.kept", SENT = "waymark.sent";
const NAMES = new Set(fields.split(" "));

const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
const write = (name, value) => {
  try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full: the page itself still has it */ }
};
/* By person, form and field: what the server had there, and what was written. */
let kept = read(STORE);
if (kept?.reader !== reader) write(STORE, kept = { reader, forms: {} });

const keyOf = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;
const isKept = (field) => field.form?.method === "post" && !field.readOnly && NAMES.has(field.name.split("-")[0])
  && (field.type === "textarea" || field.type === "text");
const forget = (key) => { delete kept.forms[key]; write(STORE, kept); };

document.addEventListener("input", ({ target }) => {
  if (!isKept(target)) return;
  const form = kept.forms[keyOf(target.form)] ??= {};
  form[target.name] = { was: target.defaultValue, now: target.value };
  if (target.value === target.defaultValue) delete form[target.name];
  write(STORE, kept);
});

/* What was sent was taken if its page led on to another. A refusal leads nowhere, and a broken line to no page at all. */
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.getAttribute("action")?.endsWith("/sign-out/")) sessionStorage.removeItem(STORE);
  else if (!defaultPrevented && kept.forms[keyOf(target)]) write(SENT, { key: keyOf(target), from: location.href });
});
const sent = read(SENT), visit = performance.getEntriesByType("navigation")[0];
const wasTaken = sent && visit?.redirectCount && visit.type !== "back_forward" && document.referrer === sent.from.split("#")[0];
sessionStorage.removeItem(SENT);
if (wasTaken) forget(sent.key);
addEventListener("pageshow", ({ persisted }) => { if (persisted) sessionStorage.removeItem(SENT); });
/* A draft that the server has. */
document.addEventListener("kept", ({ target }) => forget(keyOf(target)), true);

const button = (words, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "link quiet", textContent: words });
  made.addEventListener("click", act);
  return made;
};
const say = (field, ...what) => {
  const said = document.createElement("p");
  said.className = "row apart small";
  said.setAttribute("role", "status");
  said.append(...what);
  field.before(said);
  return said;
};
/* Where the server has something else by now, what was written stands above it. */
const putBack = (field, { was, now }, drop) => {
  field.closest("details")?.setAttribute("open", "");
  if (field.defaultValue === was) {
    field.value = now;
    const said = say(field, back, button(away, () => { field.value = field.defaultValue; said.remove(); drop(); }));
    return field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const text = Object.assign(document.createElement("textarea"), { readOnly: true, value: now, ariaLabel: copy });
  field.before(text);
  const said = say(text, copy, button(away, () => { text.remove(); said.remove(); drop(); }));
};

for (const form of document.querySelectorAll("main form[method=post]")) {
  const key = keyOf(form);
  for (const [name, text] of Object.entries(kept.forms[key] ?? {})) {
    const field = [...form.elements].find((each) => each.name === name && isKept(each));
    const drop = () => { delete kept.forms[key]?.[name]; write(STORE, kept); };
    if (field && field.value === text.now) continue;
    if (field) putBack(field, text, drop);
  }
}
