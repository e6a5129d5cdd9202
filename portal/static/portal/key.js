// A key that fails is said on the page, not on the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("sleutel-fout").hidden = false;
});
