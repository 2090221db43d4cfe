/* Views: the text, the comparison with last year, the metrics, the sources; one is shown. */
const root = document.documentElement;
const places = {};

function viewOf(target) {
  return target === report ? "text" : target?.closest?.(".view")?.id;
}

function show(view) {
  if (!byId(view) || view === report.dataset.view) return false;
  places[report.dataset.view] = scrollY;
  report.dataset.view = view;
  for (const link of all(".views a")) {
    if (viewOf(byId(link.hash.slice(1))) === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  changed();
  return true;
}

/* An address may be cut in the middle of a letter. */
function targetOf(link) {
  try {
    return byId(decodeURIComponent(link.hash.slice(1)));
  } catch {
    return null;
  }
}

/* A link into another view opens that view first, then the browser goes where it leads; the way
   back leads to the place that was left. */
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href^='#']");
  const target = link && targetOf(link);
  if (!target) return;
  remember();
  if (!show(viewOf(target)) || !link.closest(".views")) return;
  event.preventDefault();
  history.pushState(null, "", link.hash);
  scrollTo(0, places[report.dataset.view] ?? Math.min(scrollY, report.offsetTop));
});
addEventListener("hashchange", () => {
  const target = targetOf(location);
  if (show(viewOf(target))) target.scrollIntoView();
});

/* What is at the top of the window is below the tools. */
const toolbar = document.querySelector(".toolbar");
new ResizeObserver(() => {
  root.style.setProperty("--toolbar", `${toolbar.offsetHeight}px`);
}).observe(toolbar);
const topEdge = () => Math.max(toolbar.getBoundingClientRect().bottom, 0);

/* The contents follow the text. */
function spy() {
  const links = all(".contents a");
  const here = links.findLast(link => {
    const target = targetOf(link);
    const at = target === report ? byId("text") : target;
    return viewOf(at) === report.dataset.view
      && at.getBoundingClientRect().top <= topEdge() + 48;
  });
  for (const link of links) {
    if (link !== here) link.removeAttribute("aria-current");
  }
  if (!here || here.hasAttribute("aria-current")) return;
  here.setAttribute("aria-current", "location");
  keepInSight(here, byId("finder"));
}

/* Scroll a box, and not the page, until what is in it can be seen. */
function keepInSight(element, box) {
  const [inner, outer] = [element, box].map(each => each.getBoundingClientRect());
  if (inner.top < outer.top + 60) box.scrollTop += inner.top - outer.top - 60;
  if (inner.bottom > outer.bottom - 20) box.scrollTop += inner.bottom - outer.bottom + 20;
}

let waiting = false;
function follow() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    spy();
  });
}
addEventListener("scroll", follow, { passive: true });
document.addEventListener("lawgov:changed", follow);
