const box = document.getElementById("filter");
const field = box.querySelector("input");
const count = box.querySelector("output");
const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const items = [...document.querySelectorAll("main li")].map(item => [item, fold(item.textContent + " " + (item.dataset.words ?? ""))]);
const parts = [...document.querySelectorAll("main section")];
field.addEventListener("input", () => {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const [item, text] of items) {
    item.hidden = !words.every(word => text.includes(word));
    found += item.hidden ? 0 : 1;
  }
  for (const part of parts) part.hidden = !part.querySelector("li:not([hidden])");
  count.value = words.length ? found : "";
});
box.hidden = false;
