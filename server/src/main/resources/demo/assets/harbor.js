// Shows the cookie note once and remembers that it was closed.
const note = document.querySelector(".cookie-note");
const seen = document.cookie.split("; ").includes("harbor-note=closed");
if (note && !seen) {
  note.hidden = false;
  note.querySelector("[data-close-note]").addEventListener("click", () => {
    document.cookie = "harbor-note=closed; max-age=31536000; path=/demo/; samesite=lax";
    note.hidden = true;
  });
}
