// Rows as lines: move, add and group them without a new page, and give hints for plain Dutch. Without this script the same
// buttons submit the form, and the server moves the line. The names of the buttons are those of portal/desk/rows/order.py.
"use strict";

const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

const part = (line, name) => line.querySelector(`[name="${line.id}-${name}"]`);
// Lines can have parts, which are lines as well: each block of lines works for its own lines only.
function work(block) {
  const lines = () => [...block.querySelectorAll(":scope > .line")];
  const total = block.querySelector(":scope > [name$='-TOTAL_FORMS']");
  const example = block.querySelector(":scope > template");
  // The subheading of each line: its own, or that of the line above when it follows it.
  const subheadings = () => {
    let above = "";
    return new Map(lines().map((line) => {
      if (part(line, "follows")?.value !== "1") above = part(line, "heading")?.value ?? "";
      return [line, above];
    }));
  };
  const follow = (line, isFollower) => {
    const field = part(line, "follows");
    if (!field) return;
    field.value = isFollower ? "1" : "";
    line.querySelector(".line__group").hidden = isFollower;
  };
  const number = () => lines().forEach((line, index) => {
    if (part(line, "position")) part(line, "position").value = index + 1;
  });
  const changed = (words) => {
    said.textContent = words;
    block.dispatchEvent(new Event("change", { bubbles: true }));
  };

  function move(line, way) {
    const other = way === "omhoog" ? line.previousElementSibling : line.nextElementSibling;
    if (!other?.matches(".line")) return;
    const focused = document.activeElement;
    const kept = subheadings();
    if (way === "omhoog") other.before(line); else other.after(line);
    lines().forEach((each, index, all) => {
      if (part(each, "heading")) part(each, "heading").value = kept.get(each);
      follow(each, index > 0 && kept.get(each) === kept.get(all[index - 1]));
    });
    number();
    focused?.focus();
    line.scrollIntoView({ block: "nearest" });
    changed(`Rij staat nu op plaats ${lines().indexOf(line) + 1} van ${lines().length}.`);
  }

  function insert(above) {
    const index = Number(total.value);
    const holder = document.createElement("template");
    holder.innerHTML = example.innerHTML.replaceAll(block.dataset.blank ?? "__prefix__", index);
    const line = holder.content.firstElementChild;
    total.value = index + 1;
    if (above) above.after(line); else example.before(line);
    line.querySelectorAll("[data-lines]").forEach(work);
    const before = line.previousElementSibling;
    if (before?.matches(".line")) {
      if (part(line, "kind")) part(line, "kind").value = part(before, "kind").value;
      if (part(line, "heading")) part(line, "heading").value = subheadings().get(before);
      follow(line, true);
    }
    number();
    line.dispatchEvent(new CustomEvent("lines:new", { bubbles: true }));
    return line;
  }

  block.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='rij']");
    if (button?.closest("[data-lines]") !== block) return;
    event.preventDefault();
    const line = button.closest(".line");
    const act = button.value.split(":").pop();
    if (act === "omhoog" || act === "omlaag") { move(line, act); button.focus(); }
    if (act === "invoegen") {
      const made = insert(line?.parentElement === block ? line : null);
      made.querySelector(".line__fields :is(select, input, textarea)").focus();
      changed(`Nieuwe rij op plaats ${lines().indexOf(made) + 1}.`);
    }
    if (act === "tussenkop") {
      follow(line, false);
      part(line, "heading").value = "";
      part(line, "heading").focus();
      changed("Deze rij begint een nieuwe groep. Schrijf de tussenkop.");
    }
    if (act === "samen" && line.previousElementSibling?.matches(".line")) {
      follow(line, true);
      changed("Deze rij hoort bij de groep erboven.");
    }
  });
  block.addEventListener("keydown", (event) => {
    const way = { ArrowUp: "omhoog", ArrowDown: "omlaag" }[event.key];
    const line = event.target.closest(".line");
    if (!way || !event.altKey || event.ctrlKey || event.metaKey) return;
    if (line?.parentElement !== block || !part(line, "position")) return;
    event.preventDefault();
    move(line, way);
  });
}
document.querySelectorAll("[data-lines]").forEach(work);

// Several names of one field stand below each other: the last field is empty, for another one.
document.addEventListener("input", ({ target }) => {
  const names = target.closest("[data-names]");
  if (!names || target !== names.lastElementChild || !target.value) return;
  const another = target.cloneNode();
  another.value = "";
  another.id = `${target.id}_volgend`;
  another.ariaLabel = target.ariaLabel.replace(/\d+$/, names.childElementCount + 1);
  names.append(another);
});

// Two days to choose appear where the words of a period cannot be read: editing.js says so with this event.
document.addEventListener("period:read", ({ target, detail }) => {
  const more = target.closest(".line")?.querySelector(".line__more");
  if (more && detail.fout) more.open = true;
});

// Hints for plain Dutch below each long text. The view at `data-read-prose` of this script tag reads the texts.
const { readProse } = document.currentScript.dataset;
const told = (field) => {
  if (!field.nextElementSibling?.matches(".hint")) {
    const output = document.createElement("output");
    output.className = "hint";
    output.htmlFor = field.id;
    field.after(output);
  }
  return field.nextElementSibling;
};
async function advise(fields) {
  const asked = fields.filter((field) => field.value.trim());
  still(() => { for (const field of fields) if (!field.value.trim()) told(field).textContent = ""; });
  if (!asked.length) return;
  const form = asked[0].form;
  const body = new URLSearchParams(asked.map((field) => ["tekst", field.value]));
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(readProse, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (!response.ok || response.redirected) return;
  const { tips } = await response.json();
  still(() => asked.forEach((field, index) => {
    told(field).textContent = tips[index].woorden.join(". ");
    told(field).classList.toggle("hint--soft", tips[index].zacht);
  }));
}
// A soft hint stands at the line or field where somebody works, until another one is chosen. It must not go when the pointer is
// on its way to a button.
let worked = null;
document.addEventListener("focusin", ({ target }) => {
  const place = target.closest(".line, .desk-field");
  if (!place || place === worked || target.matches("button, [type=submit]")) return;
  still(() => {
    worked?.classList.remove("is-worked-at");
    (worked = place).classList.add("is-worked-at");
  });
});
const plain = (root) => [...root.querySelectorAll("textarea[data-plain]")];
const timers = new WeakMap();
document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea[data-plain]")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => advise([target]), 600));
});
if (plain(document).length) advise(plain(document));

// A text grows with its words, also in a browser without `field-sizing`.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (field) => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 2}px`; };
  plain(document).forEach(grow);
  document.addEventListener("input", ({ target }) => { if (target.matches("textarea[data-plain]")) grow(target); });
}
// The link of an error leads to its field, also when the field stands in a fold or in a group.
document.getElementById("fouten")?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.scrollIntoView({ block: "center" });
  field.focus();
});
