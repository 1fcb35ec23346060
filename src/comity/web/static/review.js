// One key does what a link or button says beside it (data-key); a field it opens. Comfort only: all works without it.
"use strict";
(() => {
  const told = document.getElementById("keys");
  const button = document.getElementById("keys-off");
  const name = "comity-keys-off";
  let off = false;
  try { off = localStorage.getItem(name) === "1"; } catch { /* it is not kept then */ }
  const show = () => { if (button) button.textContent = off ? button.dataset.on : button.dataset.off; };
  if (told && button) {
    told.hidden = false;
    button.addEventListener("click", () => {
      off = !off;
      try { localStorage.setItem(name, off ? "1" : "0"); } catch { /* as above */ }
      show();
    });
    show();
  }
  const isField = (one) => one instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    const at = event.target;
    if (isField(at)) {
      if (event.key === "Escape") at.blur();
      // Enter in the number of another proposal merges; the first button of the form would accept.
      else if (event.key === "Enter" && at.dataset.presses) {
        event.preventDefault();
        document.getElementById(at.dataset.presses).click();
      }
      return;
    }
    if (off || event.key.length !== 1) return;
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!meant) return;
    event.preventDefault();
    if (isField(meant)) {
      meant.focus();
      if (meant instanceof HTMLInputElement) meant.select();
    } else meant.click();
  });
})();
