// A reader's own plan beside the actions of a role. It is kept in this browser only: see kept.js.
"use strict";

// The reader's columns: the name in the kept plan, the label on the page and in the workbook, and what one types in.
const FIELDS = [
  ["prioriteit", "Prioriteit", "text"], ["wie", "Wie", "text"], ["klaar", "Wanneer klaar", "date"],
  ["stand", "Stand bij ons", "select"], ["wat", "Wat doen wij", "textarea"], ["notities", "Notities", "textarea"],
];
const STATES = ["niet gestart", "bezig", "klaar", "n.v.t."];
const SETTLED = ["klaar", "n.v.t."];

const root = document.querySelector("[data-plan]");
const role = root.dataset.plan;
const roles = [role, ...root.dataset.former.split(" ").filter(Boolean)];
const find = (mark) => document.querySelector(`[data-${mark}]`);
const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value ?? "") && !Number.isNaN(Date.parse(value));
const inDutch = (value) => (isDay(value) ? new Date(`${value}T12:00`).toLocaleDateString("nl") : value);
const today = () => new Date().toLocaleDateString("sv-SE");

// What stands in the list of today, by key: its element, text, standing, and when.
const listed = new Map([...document.querySelectorAll("[data-action]")].map((item) => [item.dataset.action, {
  item, text: item.querySelector("a").textContent.trim(), standing: item.dataset.standing, when: item.dataset.when,
  isDuty: item.dataset.kind === "verplicht", isEnded: item.dataset.code === "vervallen",
  former: item.dataset.former.split(" ").filter(Boolean),
}]));
let plan = keptPlan(roles) ?? emptyPlan(role);

function keep() {
  const words = keepPlan(plan, roles);
  if (words || find("message").textContent === FULL) tell(words);
  sum();
}
function tell(words) {
  const message = find("message");
  message.textContent = words;
  message.hidden = !words;
}
function made(kind, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(kind), properties);
  element.append(...inside);
  return element;
}

// An action that became another one, or one with another, takes its notes along; where both have a note, both stay.
function followRenamed() {
  for (const [key, { former }] of listed) {
    for (const old of former.filter((each) => plan.acties[each])) {
      const [taken, there] = [plan.acties[old], (plan.acties[key] ??= {})];
      for (const [field, value] of Object.entries(taken)) {
        if (!there[field]) there[field] = value;
        else if (there[field] !== value) there.notities = [there.notities, value].filter(Boolean).join("\n");
      }
      delete plan.acties[old];
      delete plan.gezien[old];
    }
  }
}

// Return a label with a field, and with the words of that field for paper.
function labelled(label, input) {
  const around = made("label", {}, label, input);
  const tellPaper = () => {
    if (input.value) around.dataset.text = input.type === "date" ? inDutch(input.value) : input.value;
    else delete around.dataset.text;
  };
  input.addEventListener("input", tellPaper);
  tellPaper();
  return around;
}

// Return the fields of one row. `values` is the object in the plan that they change; `of` is the text that the row is about.
function fields(values, of) {
  const box = made("div", { className: "plan-fields" });
  for (const [field, label, kind] of FIELDS) {
    const input = made(kind === "textarea" || kind === "select" ? kind : "input");
    if (kind === "select") input.append(...["", ...STATES].map((state) => made("option", { value: state, textContent: state || "kies" })));
    else if (kind === "textarea") input.rows = 2;
    // A day that a workbook gives in words stays what it is.
    else input.type = kind === "date" && values[field] && !isDay(values[field]) ? "text" : kind;
    if (kind === "select" && values[field] && !STATES.includes(values[field])) {
      input.append(made("option", { value: values[field], textContent: values[field] }));
    }
    input.value = values[field] ?? "";
    input.setAttribute("aria-label", `${label}: ${of}`);
    input.addEventListener("input", () => {
      if (input.value) values[field] = input.value; else delete values[field];
      keep();
    });
    box.append(labelled(label, input));
  }
  return box;
}

function ownRow(row) {
  const text = made("textarea", { rows: 2, value: row.tekst ?? "" });
  text.setAttribute("aria-label", "Wat u gaat doen");
  text.addEventListener("input", () => { row.tekst = text.value; keep(); });
  const away = made("button", { type: "button", className: "button button--small", textContent: "Verwijder deze rij" });
  away.addEventListener("click", () => {
    if (!confirm("Deze rij verwijderen?")) return;
    plan.eigen = plan.eigen.filter((other) => other !== row);
    keep();
    show();
    find("add").focus();
  });
  const title = made("div", { className: "plan-fields" }, labelled("Actie", text));
  const item = made("li", { className: "plan-action" }, title, fields(row, "eigen rij"), away);
  item.values = row;
  return item;
}

// A note beside a measure, as it is typed on the page of the measure and in the overview too.
function measureNote(key, note) {
  const text = made("textarea", { rows: 2, value: note.notities });
  text.setAttribute("aria-label", `Notities: ${note.titel}`);
  text.addEventListener("input", () => { note.notities = text.value; keep(); });
  const link = made("a", { href: `/maatregelen/${key}/`, textContent: note.titel });
  const title = made("p", { className: "plan-action__text" }, link);
  return made("li", { className: "plan-action" }, title, made("div", { className: "plan-fields" }, labelled("Notities", text)));
}

// Draw the whole plan.
function show() {
  for (const { item } of listed.values()) item.querySelector(".plan-fields")?.remove();
  for (const [key, { item, text }] of listed) {
    item.values = plan.acties[key] ??= {};
    item.append(fields(item.values, text));
  }
  const notes = Object.entries(plan.maatregelen).filter(([, note]) => note.notities);
  find("measures").hidden = !notes.length;
  find("measures-list").replaceChildren(...notes.map(([key, note]) => measureNote(key, note)));
  find("own").hidden = false;
  find("own-list").replaceChildren(...plan.eigen.map(ownRow));
  const gone = Object.entries(plan.acties).filter(([key, values]) => !listed.has(key) && Object.keys(values).length);
  find("gone").hidden = !gone.length;
  find("gone-list").replaceChildren(...gone.map(([key, values]) => {
    const text = plan.gezien[key]?.text ?? key;
    const title = made("p", { className: "plan-action__text", textContent: text });
    return made("li", { className: "plan-action" }, title, fields(values, text));
  }));
  news();
  filter();
  sum();
}

// What is new, moved, of another standing, or gone since the reader last said "seen", with the reader's own notes beside it.
function news() {
  const before = Object.entries(plan.gezien);
  if (!before.length) { seen(); return; }
  const found = [];
  for (const [key, { text, standing, when }] of listed) {
    const was = plan.gezien[key];
    if (!was) found.push([key, text, "nieuw"]);
    else if (was.standing !== standing) found.push([key, text, `andere stand: ${was.standing} → ${standing}`]);
    else if (was.when !== when) found.push([key, text, `verschoven: ${was.when} → ${when}`]);
  }
  // A filter hides actions; only the whole list knows what is gone.
  if (!location.search) {
    for (const [key, { text }] of before) if (!listed.has(key)) found.push([key, text, "staat er niet meer"]);
  }
  find("news").hidden = !found.length;
  find("news-list").replaceChildren(...found.map(([key, text, what]) => {
    const own = Object.entries(plan.acties[key] ?? {});
    const notes = own.map(([field, value]) => (field === "klaar" ? inDutch(value) : value)).join(" · ");
    const title = listed.has(key) ? made("a", { href: `#${key}`, textContent: text }) : text;
    const news = made("strong", { textContent: `${what[0].toUpperCase()}${what.slice(1)}` });
    return made("li", {}, news, ": ", title, notes ? ` (van u: ${notes})` : "");
  }));
}
function seen() {
  const isOver = (key) => !listed.has(key) && !Object.keys(plan.acties[key] ?? {}).length;
  if (!location.search) for (const key of Object.keys(plan.gezien).filter(isOver)) delete plan.gezien[key];
  for (const [key, { text, standing, when }] of listed) plan.gezien[key] = { text, standing, when };
  find("news").hidden = true;
  keep();
}

function isLate(values) {
  return isDay(values.klaar) && values.klaar < today() && !SETTLED.includes(values.stand);
}
// Progress at a glance: duties done, rows that are late, duties without a name.
function sum() {
  const duties = [...listed.entries()].filter(([, { isDuty, isEnded }]) => isDuty && !isEnded).map(([key]) => plan.acties[key] ?? {});
  const all = [...Object.entries(plan.acties).filter(([key]) => listed.has(key)).map(([, values]) => values), ...plan.eigen];
  const done = duties.filter((values) => SETTLED.includes(values.stand)).length;
  const late = all.filter(isLate).length;
  const nobody = duties.filter((values) => !values.wie && !SETTLED.includes(values.stand)).length;
  find("sum").textContent = `Van de ${duties.length} verplichtingen in deze lijst zijn er ${done} klaar of n.v.t. `
    + `Over tijd: ${late}. Verplichting zonder wie: ${nobody}.`;
  for (const item of document.querySelectorAll(".plan-action")) {
    if (item.values) item.classList.toggle("plan-action--late", isLate(item.values));
  }
}

function filter() {
  const wanted = find("show").value;
  for (const item of document.querySelectorAll("[data-actions] > .plan-action, [data-own-list] > .plan-action")) {
    const values = item.values;
    const isDuty = item.dataset.kind === "verplicht" && item.dataset.code !== "vervallen";
    const fits = { "": true, "over-tijd": isLate(values), "zonder-wie": isDuty && !values.wie && !SETTLED.includes(values.stand) };
    // Without a choice, a row has not been started.
    item.hidden = !(fits[wanted] ?? (values.stand || STATES[0]) === wanted);
  }
}

function save() {
  const file = new Blob([JSON.stringify(plan, null, 1)], { type: "application/json" });
  const link = made("a", { href: URL.createObjectURL(file), download: `werkplan-${role}-${today()}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Open a file that this page saved, or the workbook. Nothing of the plan that is here is thrown away unasked.
async function open(file) {
  tell("Het bestand wordt gelezen.");
  const { found, words } = /\.json$/i.test(file.name) ? { found: readPlan(await file.text(), roles) } : await fromWorkbook(file);
  tell(found ? "" : words ?? "Dit bestand is geen werkplan van deze rol. Kies het bestand dat u hier bewaarde, of de werkmap.");
  if (!found) return;
  const hasNotes = Object.keys(plan.maatregelen).length;
  const isEmpty = !plan.eigen.length && !hasNotes && Object.values(plan.acties).every((values) => !Object.keys(values).length);
  if (!isEmpty && !confirm("In deze browser staat al een plan. Vervangen door het bestand?")) return;
  plan = found;
  followRenamed();
  keep();
  show();
}
// Return the plan in a workbook as `found`, or why there is none as `words`.
async function fromWorkbook(file) {
  const body = new FormData();
  body.append("bestand", file);
  const headers = { Accept: "application/json" };
  const response = await fetch(root.dataset.update, { method: "POST", body, headers, credentials: "omit" }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!response?.ok || answer?.rol !== role) {
    const failed = "De werkmap kwam niet aan of is te groot. Probeer het straks opnieuw.";
    return { words: answer?.detail ?? (response?.ok ? "Deze werkmap is niet van deze rol." : failed) };
  }
  const named = (own) => Object.fromEntries(FIELDS.filter(([, label]) => own[label]).map(([field, label]) => [field, own[label]]));
  const rest = (own) => Object.entries(own).filter(([label]) => label !== "Actie" && !FIELDS.some((field) => field[1] === label));
  const values = (own) => {
    const mine = named(own);
    // Columns that this page does not have come with the notes.
    const more = rest(own).map(([label, text]) => `${label}: ${text}`);
    if (more.length) mine.notities = [mine.notities, ...more].filter(Boolean).join("\n");
    return mine;
  };
  const found = {
    ...emptyPlan(role), gezien: plan.gezien, maatregelen: plan.maatregelen,
    acties: Object.fromEntries(Object.entries(answer.acties).map(([key, own]) => [key, values(own)])),
    eigen: answer.eigen.map((own) => ({ tekst: own.Actie ?? "", ...values(own) })),
  };
  return { found };
}

// Notes beside measures go to the plan that was opened last.
put(CHOSEN, role);
followRenamed();
root.hidden = false;
show();
find("show").addEventListener("change", filter);
find("seen").addEventListener("click", seen);
find("print").addEventListener("click", () => print());
find("save").addEventListener("click", save);
find("open").addEventListener("change", ({ target }) => { if (target.files[0]) open(target.files[0]); target.value = ""; });
find("add").addEventListener("click", () => {
  plan.eigen.push({});
  keep();
  show();
  find("own-list").lastElementChild.querySelector("textarea").focus();
});
find("clear").addEventListener("click", () => {
  if (!confirm("Uw hele plan in deze browser wissen? Dit kan niet terug.")) return;
  forgetPlan(roles);
  plan = emptyPlan(role);
  tell("");
  seen();
  show();
});
// Another tab with the same plan, or a page that the reader came back from: show what that saved.
function refresh() {
  if (unkept.has(nameOf(role))) return;
  plan = keptPlan(roles) ?? emptyPlan(role);
  followRenamed();
  show();
}
addEventListener("storage", ({ key }) => { if (key === nameOf(role)) refresh(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) refresh(); });
