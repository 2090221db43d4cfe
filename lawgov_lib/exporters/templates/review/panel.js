/* The panel: a number opens it, Escape or its button closes it, and the number has focus again. */
const panel = byId("panel");
const cards = new Map();
let opener = null;

function nameOf(number) {
  const { metric, cell } = number.dataset;
  return [`metric ${metric}`, `cell ${cell}`].find(name => cards.has(name));
}

/* Rows that several numbers come from are on the page once. */
function fillPanel(name) {
  const content = cards.get(name).content.cloneNode(true);
  for (const place of all("[data-rows]", content)) {
    const rows = document.querySelector(`template[data-evidence="${place.dataset.rows}"]`);
    place.replaceWith(rows.content.cloneNode(true));
  }
  byId("panel-content").replaceChildren(content);
  panel.dataset.card = name;
}

/* The page makes room for the panel; the number stays where it was, if it can be seen there. */
function open(number) {
  opener?.setAttribute("aria-expanded", "false");
  opener = number;
  opener.setAttribute("aria-expanded", "true");
  const before = number.getBoundingClientRect().top;
  fillPanel(nameOf(number));
  if (!panel.open) panel.show();
  panel.scrollTop = 0;
  scrollBy(0, number.getBoundingClientRect().top - before);
  number.scrollIntoView({ block: "nearest" });
  byId("panel-title").focus({ preventScroll: true });
  changed();
}

function close() {
  if (!panel.open) return;
  const before = opener?.getBoundingClientRect().top;
  panel.close();
  opener?.setAttribute("aria-expanded", "false");
  if (opener) scrollBy(0, opener.getBoundingClientRect().top - before);
  opener?.focus({ preventScroll: true });
  changed();
}

prepared.push(() => {
  cards.clear();
  for (const card of all("template[data-card]")) cards.set(card.dataset.card, card);
  for (const number of all("[data-metric], [data-cell]", report)) {
    if (!nameOf(number)) continue;
    number.setAttribute("role", "button");
    number.setAttribute("aria-expanded", "false");
    number.tabIndex = 0;
    number.classList.add("traced");
  }
});
const numberAt = event => event.target.closest?.(".traced");
report.addEventListener("click", event => {
  const number = numberAt(event);
  if (number) open(number);
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !byId("answer").open) close();
  const number = numberAt(event);
  if (!number || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  open(number);
});
byId("panel-close").addEventListener("click", close);
