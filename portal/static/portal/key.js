// When a security key (WebAuthn) fails, show a message on the page. Without this, allauth only logs to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("sleutel-fout").hidden = false;
});
