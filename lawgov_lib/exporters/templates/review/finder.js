/* Contents and list of findings: two tabs beside the text, on a small screen behind a button. */
const finder = byId("finder");
const finderSwitch = byId("finder-switch");
const tabs = all("[role=tab]", finder);

function choose(tab) {
  for (const each of tabs) {
    const isChosen = each === tab;
    each.setAttribute("aria-selected", isChosen);
    each.tabIndex = isChosen ? 0 : -1;
    byId(each.getAttribute("aria-controls")).hidden = !isChosen;
  }
  changed();
}
for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", event => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs.find(each => each !== tab);
    choose(other);
    other.focus();
  });
}

function openFinder(isOpen) {
  root.style.setProperty("--finder-top", `${topEdge()}px`);
  root.classList.toggle("finder-open", isOpen);
  finderSwitch.setAttribute("aria-expanded", isOpen);
}
finderSwitch.addEventListener("click", () => {
  const isOpen = finderSwitch.getAttribute("aria-expanded") !== "true";
  openFinder(isOpen);
  if (isOpen) tabs.find(tab => tab.tabIndex === 0).focus();
});
finder.addEventListener("click", event => {
  if (event.target.closest("a")) openFinder(false);
});
document.addEventListener("focusin", event => {
  if (!finder.contains(event.target) && event.target !== finderSwitch) openFinder(false);
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || finderSwitch.getAttribute("aria-expanded") !== "true") return;
  openFinder(false);
  finderSwitch.focus();
});
