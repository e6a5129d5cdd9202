// Two enhancements of the pages where staff edit; the pages also work without this script.
// They show the days that the words of a period mean, and keep unsaved work when a login expires.
"use strict";

// Below each period field, show the days that its words mean. The view at `data-read-words` of this script tag reads the words.
const { readWords } = document.currentScript.dataset;
const watch = (field) => {
  const answer = document.createElement("output");
  answer.className = "desk-period";
  answer.htmlFor = field.id;
  field.after(answer);
  const phase = field.id.endsWith("-period") ? document.getElementById(field.id.replace(/-period$/, "-phase")) : null;
  let timer;
  const read = async () => {
    if (!field.value.trim()) { answer.textContent = ""; return; }
    const query = new URLSearchParams({ woorden: field.value, fase: phase?.value || "" });
    const response = await fetch(`${readWords}?${query}`);
    if (!response.ok || response.redirected) return;
    const found = await response.json();
    answer.textContent = found.fout || [found.dagen, found.let_op].filter(Boolean).join(". ");
    answer.classList.toggle("desk-period--wrong", Boolean(found.fout || found.let_op));
    field.dispatchEvent(new CustomEvent("period:read", { bubbles: true, detail: found }));
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(read, 300); });
  phase?.addEventListener("change", read);
  read();
};
document.querySelectorAll("[data-period]").forEach(watch);
// A line that lines.js adds.
document.addEventListener("lines:new", ({ target }) => target.querySelectorAll("[data-period]").forEach(watch));

// Keep the values of a form in this browser until they are saved. After a save the server redirects to a page whose
// query parameter `opgeslagen` (saved) is the path of the form.
const saved = new URLSearchParams(location.search).get("opgeslagen");
if (saved) localStorage.removeItem(`redactie:${saved}`);
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `redactie:${location.pathname}`;
  const secret = new Set(["csrfmiddlewaretoken", "opened"]);
  const isKept = (field) => field.name && !secret.has(field.name) && field.type !== "hidden" && field.type !== "submit";
  const fields = () => [...form.elements].filter(isKept);
  const value = (field) => {
    if (field.type === "checkbox") return field.checked;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
  };
  const all = () => JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, value(field)])));
  const untouched = all();
  const kept = localStorage.getItem(key);
  if (kept && kept !== untouched) {
    const box = document.createElement("div");
    box.className = "kept";
    box.setAttribute("role", "status");
    box.innerHTML = "<p>Op deze pagina had u werk dat nog niet is opgeslagen.</p>";
    for (const [label, act] of [["Zet het terug", restore], ["Gooi het weg", () => localStorage.removeItem(key)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => { act(); box.remove(); });
      box.append(button, " ");
    }
    form.before(box);
  }
  function restore() {
    const values = JSON.parse(kept);
    form.dispatchEvent(new CustomEvent("lines:restore", { detail: values }));
    for (const field of fields()) {
      if (!(field.name in values)) continue;
      if (field.type === "checkbox") field.checked = values[field.name];
      else if (field.multiple) for (const option of field.options) option.selected = values[field.name].includes(option.value);
      else field.value = values[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  form.addEventListener("input", () => localStorage.setItem(key, all()));
  form.addEventListener("change", () => localStorage.setItem(key, all()));
}
document.getElementById("fouten")?.focus();
document.getElementById("conflict")?.focus();
