/* Follows the server: a new state takes the place of the page, its place on the screen stays. */
const html = (tag, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
};
const KEPT = "lawgov-preview";

const status = html("p", { id: "live-status", role: "status" });
const notice = html("p", { id: "live-notice", role: "alert" });
const problems = html("ul");
const problemsPart = html("details", { open: true, hidden: true },
  html("summary", { textContent: "资料中的问题" }), problems);
const unconfirmed = html("ul");
const unconfirmedPart = html("details", { hidden: true },
  html("summary", { textContent: "待确认" }), unconfirmed);
const undo = html("button", { type: "button", textContent: "撤回", hidden: true });
const files = html("p", { className: "live-files" },
  html("a", { href: "report.pdf", target: "_blank", textContent: "PDF" }), " ",
  html("a", { href: "report.docx", textContent: "Word" }));
const barred = html("p", { id: "live-barred" });
const panel = html("aside", { id: "live", ariaLabel: "预览" },
  status, barred, notice, problemsPart, unconfirmedPart, html("div", {}, undo, files));

/* The states of the page and of what the panel tells. */
const numberOf = page => Number(page.querySelector("meta[name=lawgov-state]").content);
let shown = numberOf(document);
let told = 0;

/* The element that a reader has at the top of the screen, and how far it is from there. */
function anchor() {
  for (const element of document.querySelectorAll("main [id]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > 0) return { id: element.id, top };
  }
  return null;
}

function restore(kept) {
  const element = kept && document.getElementById(kept.id);
  if (element) scrollBy(0, element.getBoundingClientRect().top - kept.top);
}

/* The page's own script may put the new page in the place of the old; else it is loaded anew. */
async function replace() {
  const response = await fetch("./");
  if (!response.ok) throw new Error(response.statusText);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const kept = anchor();
  const event = new CustomEvent("lawgov:replace", { cancelable: true, detail: { page: fresh } });
  if (dispatchEvent(event)) {
    sessionStorage.setItem(KEPT, JSON.stringify({ kept, y: scrollY }));
    location.reload();
    return;
  }
  shown = numberOf(fresh);
}

function item(text, ...more) {
  return html("li", {}, html("span", { textContent: text }), ...more);
}

/* Who was in the list stays in it, at the same place. */
function fill(part, list, rows) {
  const at = [...list.children].findIndex(each => each.contains(document.activeElement));
  part.hidden = !rows.length;
  list.replaceChildren(...rows);
  if (at >= 0) (rows[Math.min(at, rows.length - 1)]?.querySelector("button") ?? undo).focus();
}

/* Ask for something to be written; return why it was not, or nothing. */
const UNHEARD = "预览没有回答，不能确认已经写入；连上以后，以网页所示为准。";
const UNWRITTEN = "没有写入：这个地址不再有效，或者内容过长。";
async function written(what, body) {
  const response = await fetch(what, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Lawgov": "1" },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response) return UNHEARD;
  const { problems: wrong } = await response.json().catch(() => ({ problems: [UNWRITTEN] }));
  if (wrong) return wrong.join(" ");
  status.textContent = "已写入，正在更新……";
  return "";
}

/* What could not be written stays told until something else is asked for. */
async function post(what, body) {
  notice.textContent = "";
  notice.textContent = await written(what, body);
  soon();
}

function confirming(place) {
  const button = html("button", { type: "button", textContent: "确认", ariaLabel: `确认${place}` });
  button.addEventListener("click", () => post("confirm", { place, number: told }));
  return item(place, " ", button);
}

function tell(state) {
  told = state.number;
  const wrong = state.problems.length;
  document.documentElement.dataset.live = wrong ? "wrong" : "good";
  document.documentElement.dataset.number = state.number;
  const kept = state.page ? "网页上仍是改动之前的内容" : "改好以后，网页上才有内容";
  status.textContent = wrong ? `资料中有${wrong}项问题，${kept}。` : "与资料一致。";
  if (!state.page) document.querySelector("#report p").textContent = "资料中有问题，现在没有可以显示的内容。";
  fill(problemsPart, problems, state.problems.map(each =>
    item(`${each.place} ${each.text}`, each.hint ? html("small", { textContent: each.hint }) : "")));
  fill(unconfirmedPart, unconfirmed, state.unconfirmed.map(state.barred ? each => item(each) : confirming));
  files.hidden = !state.page;
  bar(state.barred);
}

/* The button says the change of which file it takes back. */
function offer({ undo: file, barred: isBarred }) {
  undo.hidden = !file || Boolean(isBarred);
  undo.textContent = `撤回${file}的改动`;
}

/* Where nothing can be written, the page says why, and answers are there to be copied. */
let why;
function bar(reason) {
  why = reason;
  barred.textContent = why && `网页只供查看，不能写入：${why}。答复可以复制。`;
  const sender = document.getElementById("answer-copy");
  if (sender) sender.textContent = why ? "复制条目" : "写入";
}

async function update() {
  const state = await (await fetch("state")).json();
  if (state.page !== shown) await replace();
  offer(state);
  if (state.number && (state.number !== told || state.barred !== why)) tell(state);
}

/* One update after the other: of many saves the last is shown last. One that fails is made up for
   when the server answers again. */
let updated = Promise.resolve();
function soon() {
  updated = updated.then(update).catch(() => {});
}

function lose(text) {
  document.documentElement.dataset.live = "lost";
  status.textContent = text;
  told = 0;
}

function follow() {
  const events = new EventSource(`events?after=${told}`);
  events.addEventListener("open", soon);
  events.addEventListener("message", soon);
  events.addEventListener("error", () => lose(events.readyState === EventSource.CLOSED
    ? "这个地址不再有效，网页不再更新；请打开命令新列出的地址。"
    : "预览没有回答，正在重新连接；命令已经结束的，重新运行后打开新的地址。"));
}

/* An answer written beside its finding goes to the file, not to the clipboard. */
addEventListener("lawgov:answer", event => {
  if (why) return;
  event.preventDefault();
  const { code, about, mark, reason, name, date } = event.detail;
  event.detail.outcome = written("answer", { code, about, mark, reason, name, date });
});
undo.addEventListener("click", () => post("undo", {}));
document.addEventListener("visibilitychange", soon);
document.body.append(panel);
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--live", `${panel.offsetHeight}px`);
}).observe(panel);
const before = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
sessionStorage.removeItem(KEPT);
if (before) {
  scrollTo(0, before.y);
  restore(before.kept);
}
soon();
await updated;
follow();
