// The review of a case: turning and enlarging the attachment, and keys J and K for the next and the previous case.
(() => {
  "use strict";

  const seen = { size: 100, turn: 0 };

  document.addEventListener("click", (event) => {
    const what = event.target.closest("[data-picture-do]")?.dataset.pictureDo;
    const image = what && document.querySelector("[data-picture] img");
    if (!image) return;
    if (what === "turn") seen.turn = (seen.turn + 90) % 360;
    if (what === "larger") seen.size = Math.min(seen.size * 1.5, 800);
    if (what === "smaller") seen.size = Math.max(seen.size / 1.5, 30);
    image.style.width = `${seen.size}%`;
    image.style.rotate = `${seen.turn}deg`;
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
    const cases = [...document.querySelectorAll(".caselist a")];
    const at = cases.findIndex((link) => link.hasAttribute("aria-current"));
    const typed = [...document.querySelectorAll("#review textarea, #review .why input")].some((box) => box.value !== box.defaultValue);
    if (typed) return; // nobody loses an opinion to a slipped key
    if (event.key === "j") cases[at + 1]?.click();
    if (event.key === "k" && at > 0) cases[at - 1].click();
    if (event.key === "a") document.querySelector("#viewer a, #viewer button")?.focus();
  });

  document.body?.addEventListener("htmx:beforeSwap", () => { seen.size = 100; seen.turn = 0; });
})();
