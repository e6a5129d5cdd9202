// Small enhancements of every page; the pages also work without this script.

// Let a screen reader say these words.
function say(words) {
  const status = document.getElementById("melding");
  if (status) status.textContent = words;
}

// Add a button that copies the text of an element with data-copy, such as the citation of a page.
function addCopyButtons(root) {
  for (const source of root.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "Kopieer";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent.trim().replace(/\s+/g, " "));
      say("Gekopieerd.");
      button.textContent = "Gekopieerd";
    });
    source.after(button);
  }
}

// Add a button to each column heading of a table with data-sortable. The button sorts the rows; numbers within words sort by value.
function addSorting(root) {
  const order = new Intl.Collator("nl", { numeric: true });
  for (const table of root.querySelectorAll("table[data-sortable]")) {
    for (const heading of table.tHead.rows[0].cells) {
      if (!heading.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const down = heading.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const text = ({ cells: { [heading.cellIndex]: cell } }) => cell?.dataset.sort ?? cell?.textContent.trim() ?? "";
        const rows = [...body.rows].sort((a, b) => order.compare(text(a), text(b)));
        body.append(...(down ? rows.reverse() : rows));
      });
    }
  }
}

// A table or an example that does not scroll needs no tab stop. Without this script each has one, so that it can be reached.
const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

function fitTabStops(root) {
  for (const box of root.querySelectorAll(".table-box, pre.code")) boxes.observe(box);
}

// Show the response to a filter form without loading a page: fetch the same URL and replace only <main>.
// `shown` is the path and query on the screen. `asked` counts requests: only the response to the last request is shown.
let shown = location.pathname + location.search;
let asked = 0;

async function show(address, isNew) {
  const turn = ++asked;
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (turn !== asked) return;
  const content = page.getElementById("inhoud");
  if (!content) return location.assign(address);
  if (isNew) history.pushState({}, "", address);
  shown = location.pathname + location.search;
  document.title = page.title;
  document.getElementById("inhoud").replaceWith(content);
  enhance(content);
  // The form can stand below what it shows: lead the reader to the result.
  if (isNew && content.getBoundingClientRect().top < 0) content.scrollIntoView();
  const wrong = content.querySelector(".error-summary");
  if (wrong) wrong.focus();
  else say(content.querySelector("caption, .lead")?.textContent.trim() ?? "Bijgewerkt.");
}

function addFilters(root) {
  // What a reader types here belongs to scripts that begin once: these pages are loaded anew.
  if (root.querySelector("[data-plan], [data-notes]")) return;
  for (const form of root.querySelectorAll("form.filter:not([data-explorer])")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      show(form.action.split("?")[0] + (query.size ? `?${query}` : ""), true).catch(() => form.submit());
    });
  }
}

// Open every <details> around the element that the fragment of the URL names. Not every browser does this.
function reveal() {
  const target = document.querySelector(":target");
  let block;
  while ((block = target?.closest("details:not([open])"))) {
    block.open = true;
    target.scrollIntoView();
  }
}

function enhance(root) {
  addCopyButtons(root);
  addSorting(root);
  addFilters(root);
  fitTabStops(root);
}

// On back and forward, show the page of the new URL. When the new URL differs only in its fragment, fetch nothing. A request
// that still runs is then ignored, because `asked` no longer matches.
addEventListener("popstate", () => {
  if (location.pathname + location.search === shown) asked++;
  else show(location.href, false).catch(() => location.reload());
});
addEventListener("hashchange", reveal);
enhance(document);
reveal();
