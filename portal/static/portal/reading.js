// The pages for reading a document in. Keys on the page with its rows: J and K move, X chooses, and the others press the button
// of the row or of the chosen rows. Without JavaScript the same buttons are there.
const rows = [...document.querySelectorAll(".read-row")];
const acts = { a: "overnemen", o: "opzij", z: "terug" };
const here = () => rows.indexOf(document.activeElement?.closest(".read-row"));
const go = (place) => rows[Math.max(0, Math.min(rows.length - 1, place))]?.focus();

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  if (target.matches("textarea, select, input:not([type=checkbox])")) return;
  const row = rows[here()];
  const chosen = document.querySelector('input[name="rij"]:checked');
  if (key === "j") go(here() + 1);
  else if (key === "k") go(here() - 1);
  else if (key === "x" && row) row.querySelector('input[name="rij"]').click();
  else if (key === "v") document.getElementById("bij")?.focus();
  else if (key === "d") row?.querySelector("summary")?.click();
  else if (acts[key] && chosen) document.querySelector(`.read-acts [value="${acts[key]}"]`).click();
  else if (acts[key]) row?.querySelector(`[data-key="${key}"]`)?.click();
  else return;
  event.preventDefault();
});
// The server answers the link as soon as the document is read, or after some seconds.
const busy = document.querySelector("[data-wait]");
if (busy) fetch(busy.href).then(() => location.replace(location.pathname));
// After a decision the page opens again at the row, or at the first one that is left.
if (!document.getElementById("fouten")) (document.getElementById(location.hash.slice(1)) || rows[0])?.focus();
