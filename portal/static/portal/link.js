// Sends the code that stands after # in a link. A browser sends that part of an address to no server by itself.
"use strict";
const field = document.querySelector("[data-from-link]");
const code = location.hash.slice(1);
if (field && code) {
  history.replaceState(null, "", location.pathname);
  field.value = code;
  field.form.requestSubmit();
}
