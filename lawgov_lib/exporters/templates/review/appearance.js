/* Appearance: the words that differ from last year, and dark colours, which are
   chosen once. */
const THEME = "lawgov-theme";
const differing = byId("differing");
const dark = byId("dark");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function press(button, isPressed) {
  button.setAttribute("aria-pressed", isPressed);
}

function showDiffering(isShown) {
  report.classList.toggle("differing", isShown);
  press(differing, isShown);
}
differing.addEventListener("click", () => {
  const [anchor] = blocksInSight();
  const before = anchor?.getBoundingClientRect().top;
  showDiffering(!report.classList.contains("differing"));
  if (anchor) scrollBy(0, anchor.getBoundingClientRect().top - before);
  changed();
});

/* Where a browser keeps nothing for files, the choice holds as long as the page is open. */
function chosenTheme(theme) {
  try {
    if (theme) localStorage.setItem(THEME, theme);
    return theme ?? localStorage.getItem(THEME);
  } catch {
    return theme;
  }
}
function paint(theme) {
  if (theme) root.dataset.theme = theme;
  press(dark, (root.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark");
}
dark.addEventListener("click", () => {
  paint(chosenTheme(dark.getAttribute("aria-pressed") === "true" ? "light" : "dark"));
});
prefersDark.addEventListener("change", () => paint());
paint(chosenTheme());
