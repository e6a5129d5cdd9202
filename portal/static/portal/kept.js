// The work plans that this browser keeps, for notes.js and workplan.js, which load after this script. A plan is the text of an
// object under `werkplan:<role>`. What the browser refuses to keep stays in `unkept` until the page is closed.
"use strict";

const FORM = 1;
// The role whose plan was opened or chosen last.
const CHOSEN = "werkplan-rol";
const FULL = "Deze browser bewaart niets meer. Bewaar wat u schreef als bestand of ergens anders.";
const unkept = new Map();

const isObject = (each) => typeof each === "object" && each !== null && !Array.isArray(each);
const isTable = (each) => isObject(each) && Object.values(each).every(isObject);
const nameOf = (role) => `werkplan:${role}`;
const emptyPlan = (role) => ({ vorm: FORM, rol: role, acties: {}, eigen: [], gezien: {}, maatregelen: {} });

// Return a kept text; null also when the browser keeps nothing for sites.
function stored(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}
const kept = (name) => unkept.get(name) ?? stored(name);
// Keep a text, and return whether the browser did.
function put(name, text) {
  try { localStorage.setItem(name, text); } catch { unkept.set(name, text); return false; }
  unkept.delete(name);
  return true;
}

// Return a kept plan, or null for a text that is none. `roles`: the key of the role, and the keys that it had before.
function readPlan(text, roles) {
  try {
    const found = JSON.parse(text);
    const plan = { ...found, rol: roles[0], maatregelen: found.maatregelen ?? {} };
    const isWhole = [plan.acties, plan.gezien, plan.maatregelen].every(isTable) && Array.isArray(plan.eigen) && plan.eigen.every(isObject);
    return found.vorm === FORM && roles.includes(found.rol) && isWhole ? plan : null;
  } catch { return null; }
}
// Return the plan of a role, also one that was kept under a former key; null if there is none.
function keptPlan(roles) {
  return roles.map((role) => readPlan(kept(nameOf(role)), roles)).find(Boolean) ?? null;
}
// Keep a plan, and return what the reader must know about that, or an empty text. A text that is no plan for this script moves to
// a name of its own first.
function keepPlan(plan, roles) {
  const name = nameOf(roles[0]), text = JSON.stringify(plan), before = stored(name);
  if (!before || readPlan(before, roles)) return put(name, text) ? "" : FULL;
  const aside = `werkplan-bewaard:${roles[0]}:${new Date().toISOString()}`;
  if (!put(aside, before)) {
    unkept.set(name, text);
    return FULL;
  }
  const told = `Wat deze browser eerder bewaarde, kan deze pagina niet lezen. Het staat er nog, als „${aside}”.`;
  return put(name, text) ? told : FULL;
}
// Take every text of a plan out of the browser, under any key of its role.
function forgetPlan(roles) {
  const isOwn = (name) => roles.some((role) => name === nameOf(role) || name.startsWith(`werkplan-bewaard:${role}:`));
  try { Object.keys(localStorage).filter(isOwn).forEach((name) => localStorage.removeItem(name)); } catch { /* It keeps nothing. */ }
}
