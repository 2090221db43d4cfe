/* The metric table: search and sort */
const metricRows = () => all("#metric-table tbody tr");

function searchMetrics() {
  const words = document.querySelector("[name=metric]").value.trim().toLowerCase().split(/\s+/);
  for (const row of metricRows()) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
  }
  const found = metricRows();
  announce("metrics", found.filter(row => !row.hidden).length, found.length);
}
document.addEventListener("input", event => {
  if (event.target.name !== "metric") return;
  searchMetrics();
  changed();
});

const collator = new Intl.Collator("zh-CN");
function sortBy(head, down) {
  const table = head.closest("table");
  const column = head.cellIndex;
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
  table.tBodies[0].append(...metricRows().sort(order));
}
prepared.push(() => {
  for (const head of all("#metric-table th[data-sortable]")) {
    if (head.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
  }
});
document.addEventListener("click", event => {
  const head = event.target.closest?.("th[data-sortable] button")?.parentElement;
  if (!head) return;
  sortBy(head, head.getAttribute("aria-sort") === "ascending");
  changed();
});
document.addEventListener("submit", event => event.preventDefault());
