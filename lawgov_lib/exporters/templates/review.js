
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const report = document.getElementById("report");

/* On a phone the contents would fill the first screen. */
if (matchMedia("(max-width: 40rem)").matches) document.querySelector(".contents details").open = false;

/* The panel: a number opens it, Escape or its button closes it, and the number has focus again. */
const panel = document.getElementById("panel");
const cards = new Map(all("template[data-card]").map(card => [card.dataset.card, card]));
let opener = null;

function nameOf(number) {
  const { metric, cell } = number.dataset;
  return [`metric ${metric}`, `cell ${cell}`].find(name => cards.has(name));
}

function open(number) {
  opener?.setAttribute("aria-expanded", "false");
  opener = number;
  opener.setAttribute("aria-expanded", "true");
  const content = cards.get(nameOf(number)).content.cloneNode(true);
  document.getElementById("panel-content").replaceChildren(content);
  if (!panel.open) panel.show();
  panel.scrollTop = 0;
  number.scrollIntoView({ block: "nearest" });
  document.getElementById("panel-title").focus({ preventScroll: true });
}

function close() {
  if (!panel.open) return;
  panel.close();
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

for (const number of all("[data-metric], [data-cell]", report)) {
  if (!nameOf(number)) continue;
  number.setAttribute("role", "button");
  number.setAttribute("aria-expanded", "false");
  number.tabIndex = 0;
  number.classList.add("traced");
}
const numberAt = event => event.target.closest?.(".traced");
report.addEventListener("click", event => {
  const number = numberAt(event);
  if (number) open(number);
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") close();
  const number = numberAt(event);
  if (!number || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  open(number);
});
document.getElementById("panel-close").addEventListener("click", close);

/* Filters */
function announce(name, shown, total) {
  const status = document.querySelector(`[data-status="${name}"]`);
  status.textContent = status.dataset.text.replace("{shown}", shown).replace("{all}", total);
}

const filters = document.querySelector(".tools");
const remarks = all(".remark");

function filter() {
  const wanted = new FormData(filters);
  const severities = wanted.getAll("severity");
  const fits = (want, own) => !want || want === own;
  for (const remark of remarks) {
    const { severity, answered, chapter } = remark.dataset;
    remark.hidden = !(severities.includes(severity)
      && fits(wanted.get("answered"), answered) && fits(wanted.get("chapter"), chapter));
  }
  announce("remarks", remarks.filter(remark => !remark.hidden).length, remarks.length);
  report.classList.toggle("fresh-off", !wanted.has("fresh"));
  document.getElementById("sources").hidden = !wanted.has("sources");
}
filters.addEventListener("change", filter);
filter();

let current = null;
for (const button of all("[data-step]")) {
  button.addEventListener("click", () => {
    const shown = remarks.filter(remark => !remark.hidden);
    if (!shown.length) return;
    const step = Number(button.dataset.step);
    const place = shown.indexOf(current);
    const next = place < 0 ? (step > 0 ? 0 : -1) : place + step;
    current = shown.at(next % shown.length);
    current.scrollIntoView({ block: "center" });
    current.focus({ preventScroll: true });
  });
}

/* The metric table: search and sort */
const table = document.getElementById("metric-table");
const rows = all("tbody tr", table);
const search = document.querySelector("[name=metric]");
search.addEventListener("input", () => {
  const words = search.value.trim().toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
  }
  announce("metrics", rows.filter(row => !row.hidden).length, rows.length);
});

const collator = new Intl.Collator("zh-CN");
function sortBy(head) {
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  const key = row => row.cells[column].dataset.order ?? row.cells[column].textContent.trim();
  const compare = head.dataset.sortable === "number"
    ? (a, b) => Number(a) - Number(b) : collator.compare;
  /* A row without a value stands last, whichever way the others go. */
  const order = (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (!left || !right) return !left - !right;
    return compare(left, right) * (down ? -1 : 1);
  };
  for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  table.tBodies[0].append(...[...rows].sort(order));
}
for (const head of all("th[data-sortable]", table)) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => sortBy(head));
}
for (const form of all("form")) form.addEventListener("submit", event => event.preventDefault());
