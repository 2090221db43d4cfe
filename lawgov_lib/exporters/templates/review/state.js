/* State: where the reader is and what is chosen. It lasts through a reload, and through
   `lawgov:replace`: an event of the window whose detail has a newer page, parsed, as `page`. The
   parts that carry `data-part` then take the place of those of the same name, the event counts as
   handled (`defaultPrevented`), and `lawgov:replaced` follows. */
const BLOCKS = "h1, h2, h3, h4, h5, p, li, tr, figure";

function blocks() {
  return all(BLOCKS, byId(report.dataset.view));
}

function blocksInSight() {
  const edge = topEdge();
  return blocks().filter(block => block.getBoundingClientRect().bottom > edge + 1);
}

/* What is looked at: the number or the finding chosen, else the first block in sight. */
function lookedAt() {
  const isInSight = each => {
    const { top, bottom } = each.getBoundingClientRect();
    return bottom > topEdge() && top < innerHeight && bottom > top;
  };
  const chosen = [panel.open && opener, byId(current)].find(each => each && isInSight(each));
  return chosen?.closest(BLOCKS) ?? blocksInSight()[0];
}

/* The reader's place: the block looked at, counted from the heading before it. */
function reading() {
  const found = blocks();
  const at = found.indexOf(lookedAt());
  if (at < 0 || scrollY < 1) return { top: scrollY };
  const head = found.slice(0, at + 1).findLastIndex(block => block.id);
  return {
    head: found[head]?.id,
    beyond: at - Math.max(head, 0),
    from: found[at].getBoundingClientRect().top,
  };
}

function readOn({ top, head, beyond, from }, words) {
  if (top !== undefined) {
    scrollTo(0, top);
    return;
  }
  const found = blocks();
  const start = Math.max(found.indexOf(byId(head)), 0);
  const same = words && found.findLast(block => block.textContent === words);
  const block = same || found[Math.min(start + beyond, found.length - 1)];
  scrollBy(0, (block?.getBoundingClientRect().top ?? from) - from);
}

function capture() {
  const table = document.querySelector("#metric-table th[aria-sort]");
  return {
    view: report.dataset.view,
    places: { ...places },
    reading: reading(),
    tab: tabs.find(tab => tab.tabIndex === 0).id,
    current,
    position,
    differing: report.classList.contains("differing"),
    filters: byId("filters") && [...new FormData(byId("filters"))],
    unwanted: all("[name=change]:not(:checked)").map(each => each.value),
    search: document.querySelector("[name=metric]").value,
    sort: table && [table.cellIndex, table.getAttribute("aria-sort")],
    card: panel.open ? panel.dataset.card : "",
  };
}

function restore(state, words) {
  Object.assign(places, state.places);
  choose(byId(state.tab));
  showDiffering(state.differing);
  ({ current, position } = state);
  for (const field of (state.filters && byId("filters")?.elements) ?? []) {
    const given = state.filters.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox") field.checked = given.includes(field.value);
    else if (all("option", field).some(each => each.value === given[0])) field.value = given[0];
  }
  for (const field of all("[name=change]")) field.checked = !state.unwanted.includes(field.value);
  document.querySelector("[name=metric]").value = state.search;
  const head = state.sort && byId("metric-table").rows[0].cells[state.sort[0]];
  if (head) sortBy(head, state.sort[1] === "descending");
  refresh();
  show(byId(state.view) ? state.view : "text");
  if (cards.has(state.card)) {
    const [, kind, name] = /^(\w+) (.*)$/.exec(state.card);
    fillPanel(state.card);
    opener = all(`.traced[data-${kind}]`).find(each => each.dataset[kind] === name) ?? null;
    opener?.setAttribute("aria-expanded", "true");
    if (!panel.open) panel.show();
  } else if (panel.open) panel.close();
  readOn(state.reading, words);
}

/* Make a new part the same as the old one was: numbers that open, findings filtered. */
function refresh() {
  for (const prepare of prepared) prepare();
  filter();
  filterChanges();
  searchMetrics();
}

/* What has focus is found again by its id, its name, where it leads or what it stands for. */
function focused() {
  const { activeElement } = document;
  if (!activeElement?.closest("[data-part]")) return null;
  const { id, name, hash, value, dataset: { metric } } = activeElement;
  const alike = () => all(id ? `[id="${CSS.escape(id)}"]` : activeElement.localName)
    .filter(each => each.name === name && each.hash === hash && each.dataset.metric === metric
      && (each.type !== "checkbox" || each.value === value));
  const place = alike().indexOf(activeElement);
  return () => alike().at(Math.min(place, alike().length - 1))?.focus({ preventScroll: true });
}

const latest = new Map();
function replace(next) {
  const [state, words, focus] = [capture(), lookedAt()?.textContent, focused()];
  document.title = next.title;
  for (const part of all("[data-part]")) {
    const fresh = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh || latest.get(part.dataset.part) === fresh.innerHTML) continue;
    latest.set(part.dataset.part, fresh.innerHTML);
    part.replaceChildren(...fresh.childNodes);
  }
  restore(state, words);
  askAgain();
  focus?.();
  dispatchEvent(new Event("lawgov:replaced"));
}
addEventListener("lawgov:replace", event => {
  event.preventDefault();
  replace(event.detail.page);
});

/* Begin: as it was before a reload, else at the findings where there are any. */
let saving = 0;
function remember() {
  clearTimeout(saving);
  history.replaceState({ lawgov: capture() }, "");
}
function save() {
  clearTimeout(saving);
  saving = setTimeout(remember, 200);
}
addEventListener("popstate", ({ state }) => {
  clearTimeout(saving);
  if (!state?.lawgov) return;
  show(state.lawgov.view);
  readOn(state.lawgov.reading);
});
root.classList.add("ready");
history.scrollRestoration = "manual";
report.dataset.view = "";
const kept = history.state?.lawgov;
if (kept) {
  restore(kept);
  /* Lines break anew once the faces are there. */
  document.fonts.ready.then(() => readOn(kept.reading));
} else {
  refresh();
  choose(byId(remarks().length ? "findings-tab" : "contents-tab"));
  const target = targetOf(location);
  show(viewOf(target) ?? "text");
  target?.scrollIntoView();
}
goOn();
addEventListener("scroll", save, { passive: true });
document.addEventListener("lawgov:changed", save);
