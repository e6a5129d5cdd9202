// Two enhancements of the pages where staff edit; the pages also work without this script.
// They show the days that the words of a period mean, and keep unsaved work when a login expires.
"use strict";

// What changes the height of a page waits while somebody presses: a press and its release on two places are no click. What the
// pointer is at stays where it is, or with keys the field that has the focus.
let pressed = false, pointed = null;
const waiting = [];
const released = () => { pressed = false; setTimeout(() => { while (!pressed && waiting.length) still(waiting.shift()); }); };
document.addEventListener("pointerdown", ({ target }) => { pressed = true; pointed = target; });
document.addEventListener("pointerup", released);
document.addEventListener("pointercancel", released);
document.addEventListener("pointermove", ({ target, buttons }) => { pointed = target; if (pressed && !buttons) released(); });
document.addEventListener("keydown", () => { pointed = null; });
function still(change) {
  if (pressed) { waiting.push(change); return; }
  const at = pointed?.isConnected ? pointed : document.activeElement;
  const { top } = at.getBoundingClientRect();
  change();
  scrollBy({ top: at.getBoundingClientRect().top - top, behavior: "instant" });
}

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
    if (!field.value.trim()) { still(() => { answer.textContent = ""; }); return; }
    const query = new URLSearchParams({ woorden: field.value, fase: phase?.value || "" });
    const response = await fetch(`${readWords}?${query}`);
    if (!response.ok || response.redirected) return;
    const found = await response.json();
    still(() => {
      answer.textContent = found.fout || [found.dagen, found.let_op].filter(Boolean).join(". ");
      answer.classList.toggle("desk-period--wrong", Boolean(found.fout || found.let_op));
      field.dispatchEvent(new CustomEvent("period:read", { bubbles: true, detail: found }));
    });
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(read, 300); });
  phase?.addEventListener("change", read);
  read();
};
document.querySelectorAll("[data-period]").forEach(watch);
// A line that lines.js adds.
document.addEventListener("lines:new", ({ target }) => target.querySelectorAll("[data-period]").forEach(watch));

// Keep what a form would send in this browser until it is saved: also what it was opened on, so that putting it back meets
// what others changed since. After a save the server redirects to a page whose query parameter `opgeslagen` (saved) is the path
// of the form.
const saved = new URLSearchParams(location.search).get("opgeslagen");
if (saved) localStorage.removeItem(`redactie:${saved}`);
// Going back asks for the page anew, and then the browser fills in what was typed. A form of something new goes on from what it
// was opened on then, so that it makes nothing twice. Another form shows what is there now: what was typed in it is saved or kept.
const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const makesNew = /\/nieuw\/|\/redactie\/kort-bericht\/$/.test(location.pathname);
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `redactie:${location.pathname}`;
  const { opened } = form.elements;
  const entries = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const all = () => JSON.stringify(entries());
  const without = (list) => JSON.stringify(list.filter(([name]) => name !== "opened"));
  const keep = () => localStorage.setItem(key, all());
  let kept;
  const begin = () => {
    if (isBack && !makesNew) form.reset();
    kept = read(localStorage.getItem(key));
    // The form of a page that answers a POST shows what was just sent.
    if (form.dataset.keep === "sent") keep();
    else if (kept && without(kept) !== without(entries())) offer();
  };
  if (opened && makesNew) {
    if (isBack && history.state?.opened) opened.value = history.state.opened;
    history.replaceState({ ...history.state, opened: opened.value }, "");
  }
  // The browser fills in before this event.
  if (isBack) window.addEventListener("pageshow", begin, { once: true }); else begin();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  function read(text) {
    try { const list = JSON.parse(text); return Array.isArray(list) ? list : null; } catch { return null; }
  }
  function offer() {
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
  // The server shows the kept form, merged with what others saved since, and saves nothing.
  function restore() {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.hidden = true;
    const csrf = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [["csrfmiddlewaretoken", csrf], ["terugzetten", "ja"], ...kept]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  }
}
document.getElementById("fouten")?.focus();
document.getElementById("conflict")?.focus();
