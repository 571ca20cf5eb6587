/* Keeps what somebody writes in this tab until it was sent, once: through a reload, another page, another language, a
   broken line, signing in again. It stays in the browser, for this person alone. Without this file, a page that refuses a
   form shows what was written in it. */
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

/* Where it is sent to, and about whom. */
const keyOf = (form) => [
  new URL(form.getAttribute("action") || "", location.href).pathname,
  ...[...form.elements].filter(({ type, name }) => type === "hidden" && (name === "who" || name === "s")).map(({ value }) => value),
].join(" ");
const TYPES = new Set(["textarea", "text", "radio", "checkbox", "select-one"]);
const isKept = ({ form, name = "", type, readOnly }) => form?.method === "post" && !readOnly && TYPES.has(type)
  && (NAMES.has(name.split("-")[0]) || /^q\d/.test(name));
const forget = (key) => { delete kept.forms[key]; write(STORE, kept); };

const isTick = ({ type }) => type === "radio" || type === "checkbox";
const idOf = (field) => isTick(field) ? `${field.name}=${field.value}` : field.name;
const valueOf = (field) => isTick(field) ? field.checked : field.value;
const fill = (field, value) => { field[isTick(field) ? "checked" : "value"] = value; };
/* As if by hand: whatever listens, a draft too, is to know. */
const tell = (fields) => fields.forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
const asServed = (field) => {
  if (isTick(field)) return field.defaultChecked;
  return field.options ? [...field.options].findLast((one, place) => one.defaultSelected || !place).value : field.defaultValue;
};

const keep = (field) => {
  const form = kept.forms[keyOf(field.form)] ??= {};
  form[idOf(field)] = { was: asServed(field), now: valueOf(field) };
  if (asServed(field) === valueOf(field)) delete form[idOf(field)];
};
document.addEventListener("input", ({ target }) => {
  if (!isKept(target)) return;
  for (const each of target.type === "radio" ? target.form.querySelectorAll(`[name="${target.name}"]`) : [target]) keep(each);
  write(STORE, kept);
});

/* A double click sends once. */
let pressed = {};
document.addEventListener("submit", (event) => {
  if (event.target === pressed.form && event.timeStamp - pressed.at < 1000) event.preventDefault();
  else pressed = { form: event.target, at: event.timeStamp };
}, true);
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
const say = (place, ...what) => {
  const said = document.createElement("p");
  said.className = "row apart small";
  said.setAttribute("role", "status");
  said.append(...what);
  place.before(said);
  return said;
};
/* Where the server has something else by now, what was written stands above it. */
const showBeside = (field, text, key) => {
  const area = Object.assign(document.createElement("textarea"), { readOnly: true, value: text, ariaLabel: copy });
  field.before(area);
  const said = say(area, copy, button(away, () => {
    area.remove();
    said.remove();
    delete kept.forms[key]?.[field.name];
    write(STORE, kept);
  }));
};
const putBack = (fields, key) => {
  const said = say(fields[0].closest(".field, fieldset") ?? fields[0], back, button(away, () => {
    for (const field of fields) fill(field, asServed(field));
    tell(fields);
    forget(key);
    said.remove();
  }));
};

for (const form of document.querySelectorAll("main form[method=post]")) {
  const key = keyOf(form), texts = structuredClone(kept.forms[key] ?? {}), filled = [];
  for (const field of [...form.elements].filter((each) => isKept(each) && idOf(each) in texts)) {
    const { was, now } = texts[idOf(field)];
    if (valueOf(field) === now) continue;
    field.closest("details")?.setAttribute("open", "");
    if (asServed(field) === was) fill(field, now), filled.push(field);
    else if (!isTick(field) && !field.options) showBeside(field, now, key);
  }
  if (filled.length) putBack(filled, key);
  addEventListener("DOMContentLoaded", () => tell(filled)); /* once every other script is there */
}
