// Leaves in the list of the search page what holds every word that is typed. No request is made.
"use strict";
(() => {
  const box = document.getElementById("search-box");
  const typed = document.getElementById("typed");
  const count = document.getElementById("search-count");
  if (!box || !typed || !count) return;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const lines = [...document.querySelectorAll("#search-list > li")].map((line) => [line, plain(line.textContent)]);
  const show = () => {
    const words = plain(typed.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const [line, text] of lines) {
      const fits = words.every((word) => text.includes(word));
      line.hidden = !fits;
      if (fits) found += 1;
    }
    count.textContent = words.length ? count.dataset.words.replace("{count}", found) : "";
  };
  typed.addEventListener("input", show);
  box.hidden = false;
  show();
})();
