// The forms of the API page: send the request, and show the response below the form.
// Without this script the forms stay hidden; the heading of each list links to the list.
for (const form of document.querySelectorAll("[data-explorer]")) {
  const box = form.closest("details");
  const status = box.querySelector("[role=status]");
  const answer = box.querySelector("pre");
  box.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = form.action + (query.size ? `?${query}` : "");
    status.textContent = `${address} …`;
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      const text = JSON.stringify(await response.json(), null, 2);
      status.textContent = `${address} – status ${response.status}`;
      answer.firstChild.textContent = text.length > 20000 ? `${text.slice(0, 20000)}\n… (ingekort)` : text;
      answer.hidden = false;
    } catch {
      status.textContent = `${address} – geen antwoord. Probeer het opnieuw.`;
      answer.hidden = true;
    }
  });
}
