/* Findings: filtered, and gone through one by one; the place in the list is kept. */
const remarks = () => all(".remark", report);
let current = "";
let position = -1;

function announce(name, shown, total) {
  const status = document.querySelector(`[data-status="${name}"]`);
  status.textContent = status.dataset.text.replace("{shown}", shown).replace("{all}", total);
}

function listed(id) {
  return all("#findings li a").find(link => targetOf(link)?.id === id);
}

function filter() {
  const filters = byId("filters");
  byId("findings-tab").textContent = `检查发现 ${remarks().length}`;
  if (!filters) {
    tellPlace();
    return;
  }
  const wanted = new FormData(filters);
  const severities = wanted.getAll("severity");
  const fits = name => remark => !wanted.get(name) || wanted.get(name) === remark.dataset[name];
  const tests = ["code", "chapter", "answered"].map(fits);
  for (const remark of remarks()) {
    remark.hidden = !(severities.includes(remark.dataset.severity)
      && tests.every(test => test(remark)));
    listed(remark.id).parentElement.hidden = remark.hidden;
  }
  for (const group of all("#findings .group")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  const found = remarks();
  announce("remarks", found.filter(remark => !remark.hidden).length, found.length);
  tellPlace();
}

function tellPlace() {
  const shown = remarks().filter(remark => !remark.hidden);
  const place = shown.findIndex(remark => remark.id === current) + 1;
  byId("place").textContent = `${place || "–"}/${shown.length}`;
  for (const button of all("[data-step]")) button.disabled = !shown.length;
  for (const link of all("#findings [aria-current]")) link.removeAttribute("aria-current");
  for (const remark of remarks()) remark.classList.toggle("current", remark.id === current);
  if (!current) return;
  const at = remarks().findIndex(remark => remark.id === current);
  if (at >= 0) position = at;
  const link = listed(current);
  link?.setAttribute("aria-current", "true");
  if (link && !byId("findings").hidden) keepInSight(link, finder);
}

function come(remark) {
  show("text");
  current = remark.id;
  position = remarks().indexOf(remark);
  tellPlace();
  remark.scrollIntoView({ block: "center" });
  remark.focus({ preventScroll: true });
  changed();
}

/* From a finding that the filter hides, the step leads to the next one that is shown. */
function step(by) {
  const found = remarks();
  const shown = found.filter(remark => !remark.hidden);
  if (!shown.length) return;
  const at = found.findIndex(remark => remark.id === current);
  const from = at >= 0 || position < 0 ? at : position - (by > 0 ? 1 : 0);
  const next = by > 0
    ? shown.find(remark => found.indexOf(remark) > from) ?? shown[0]
    : shown.findLast(remark => found.indexOf(remark) < from) ?? shown.at(-1);
  come(next);
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-step]");
  if (button) step(Number(button.dataset.step));
  const link = event.target.closest?.("#findings li a");
  if (!link) return;
  event.preventDefault();
  come(targetOf(link));
});

/* On a finding, or in the list, the keys N and P and the arrows go on and back. */
const STEPS = { n: 1, N: 1, ArrowDown: 1, p: -1, P: -1, ArrowUp: -1 };
document.addEventListener("keydown", event => {
  const { target } = event;
  const by = STEPS[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches?.(".remark") && !event.key.startsWith("Arrow")) step(by);
  if (!target.matches?.("#findings li a") || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const links = all("#findings li:not([hidden]) a");
  links.at((links.indexOf(target) + by) % links.length).focus();
});

document.addEventListener("change", event => {
  if (event.target.form?.id === "filters") {
    filter();
    changed();
  }
  if (event.target.name === "change") filterChanges();
});

/* What differs from last year, by kind */
function filterChanges() {
  const wanted = all("[name=change]:checked").map(each => each.value);
  for (const item of all("[data-change]")) item.hidden = !wanted.includes(item.dataset.change);
  for (const group of all("#changes .group")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  changed();
}
