// A reader's own notes beside a measure. They stand in the work plan of one role, which this browser keeps: see kept.js.
"use strict";

const roles = [...document.querySelector("[data-roles]").content.querySelectorAll("option")];
const blocks = [...document.querySelectorAll("[data-notes]")];
const namesOf = (option) => [option.value, ...option.dataset.former.split(" ").filter(Boolean)];
const known = (slug) => slug && roles.find((option) => namesOf(option).includes(slug));
const address = (slug, key = "") => `/werkplan/${slug}/${key ? `#${key}` : ""}`;
const planOf = (option) => keptPlan(namesOf(option)) ?? emptyPlan(option.value);

// The role whose plan this is: the one that was chosen last, or else the first that has a plan here.
function chosen() {
  return known(kept(CHOSEN)) ?? roles.find((option) => namesOf(option).some((name) => kept(nameOf(name))));
}
function made(kind, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(kind), properties);
  element.append(...inside);
  return element;
}

// Return the note of a block in a plan. A measure that became another one, or one with another, takes its note along; where
// both have a note, both stay.
function noteIn(plan, block) {
  const keys = [block.dataset.notes, ...block.dataset.former.split(" ").filter(Boolean)];
  return [...new Set(keys.map((key) => plan.maatregelen[key]?.notities).filter(Boolean))].join("\n");
}
// Write a note into the plan, and return what the reader must know about that, or an empty text.
function write(block, text) {
  const option = chosen(), plan = planOf(option);
  for (const key of block.dataset.former.split(" ")) delete plan.maatregelen[key];
  if (text) plan.maatregelen[block.dataset.notes] = { titel: block.dataset.title, notities: text };
  else delete plan.maatregelen[block.dataset.notes];
  return keepPlan(plan, namesOf(option));
}
// Return what the plan has beside the actions that this page shows for the measure.
function ofActions(plan, block) {
  const place = block.closest("tr") ?? document;
  const links = new Map([...place.querySelectorAll('a[href^="/acties/"]')].map((link) => [link.pathname.split("/")[2], link]));
  return [...links].filter(([key]) => plan.acties[key]?.notities).map(([key, link]) => made("li", {},
    made("a", { href: address(plan.rol, key), textContent: link.textContent.trim() }), `: ${plan.acties[key].notities}`));
}

function fill(block) {
  const option = chosen(), plan = option && planOf(option), title = block.dataset.title;
  const select = made("select", {}, made("option", { value: "", textContent: "kies uw rol" }));
  select.append(...roles.map((each) => each.cloneNode(true)));
  select.setAttribute("aria-label", `Voor welke rol: ${title}`);
  select.value = option?.value ?? "";
  select.addEventListener("change", () => {
    put(CHOSEN, select.value);
    blocks.forEach(draw);
    block.querySelector("select").focus();
  });
  const text = made("textarea", { rows: 3, value: plan ? noteIn(plan, block) : "", disabled: !option });
  text.setAttribute("aria-label", `Mijn notities: ${title}`);
  const status = made("p", { role: "status", textContent: unkept.size ? FULL : "" });
  text.addEventListener("input", () => {
    const told = write(block, text.value);
    // What was said about earlier work stays readable while the reader types on.
    if (told || status.textContent === FULL) status.textContent = told;
    mark(block, text.value || ofActions(plan, block).length);
  });
  const body = made("div", {}, made("label", {}, "Rol ", select), made("label", {}, "Notities ", text), status);
  if (plan) {
    const others = ofActions(plan, block);
    if (others.length) body.append(made("p", { textContent: "In uw werkplan bij acties:" }), made("ul", {}, ...others));
    body.append(made("p", {}, made("a", { href: address(plan.rol), textContent: "Naar mijn werkplan" })));
  }
  block.querySelector(":scope > :not(summary)").replaceWith(body);
}
function mark(block, has) {
  block.toggleAttribute("data-filled", Boolean(has));
  const isKept = !unkept.has(nameOf(chosen()?.value));
  block.querySelector("[data-has]").textContent = has ? ` (${isKept ? "ingevuld" : "niet bewaard"})` : "";
}
// Fill what has notes or is open. The rest waits until it is opened.
function draw(block) {
  const option = chosen(), plan = option && planOf(option);
  const has = plan && (noteIn(plan, block) || ofActions(plan, block).length);
  mark(block, has);
  if (has || block.open || block.querySelector("textarea")) fill(block);
}

for (const block of blocks) {
  block.addEventListener("toggle", () => { if (block.open && !block.querySelector("textarea")) fill(block); });
  draw(block);
}
// Another tab with the same plan, or a page that the reader came back from: show what that saved.
addEventListener("storage", ({ key }) => { if (key === null || key.startsWith("werkplan")) blocks.forEach(draw); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) blocks.forEach(draw); });
