/* An answer: a ready entry of answers.yaml. A page that can write it itself hears of it first, and
   may promise, as `outcome`, why it was not written. What was typed is kept for each finding. */
const dialog = byId("answer");
const answer = dialog.querySelector("form");
const sender = byId("answer-copy");
const TYPED = `lawgov-typed ${location.pathname}`;
let asked = null;
let typed = [];

const askedOf = remark => ({
  id: remark.id,
  said: remark.querySelectorAll("p")[1].textContent,
  ...Object.fromEntries(["code", "about", "mark"].map(each => [each, remark.dataset[each]])),
});
const isAbout = one => other => one.code === other.code && one.about === other.about;
const isSame = one => other => isAbout(one)(other) && one.mark === other.mark;
const answerable = () => remarks().filter(each => each.dataset.mark).map(askedOf);
const fields = trimmed => Object.fromEntries(["reason", "name", "date"].map(each => {
  const { value } = answer.elements[each];
  return [each, trimmed ? value.trim() : value];
}));

/* A string of JSON is one of YAML. */
function entry() {
  const { reason, name, date } = fields(true);
  return [
    `- code: ${asked.code}`,
    `  about: ${JSON.stringify(asked.about)}`,
    `  mark: "${asked.mark}"`,
    `  reason: ${JSON.stringify(reason)}`,
    `  name: ${JSON.stringify(name)}`,
    `  date: ${date}`,
    "",
  ].join("\n");
}

function showEntry() {
  byId("entry").textContent = entry();
  byId("copied").textContent = "";
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/* What was typed to a finding that says something else since is offered for what it says now. */
function typedTo(finding) {
  const there = answerable();
  return typed.find(isSame(finding))
    ?? typed.findLast(each => isAbout(finding)(each) && !there.some(isSame(each)));
}

function ask(finding) {
  asked = finding;
  const draft = typedTo(finding);
  byId("answered-finding").textContent = finding.said;
  answer.elements.reason.value = draft?.reason ?? "";
  if (draft) [answer.elements.name.value, answer.elements.date.value] = [draft.name, draft.date];
  answer.elements.date.value ||= today();
  limit();
  refuse("");
  showEntry();
  if (!dialog.open) dialog.showModal();
  answer.elements.reason.focus();
  keep();
}

/* It outlives a reload; where a browser keeps nothing for files, it lasts as long as the page. */
function keep() {
  try {
    sessionStorage.setItem(TYPED, JSON.stringify({ typed, asked: dialog.open && asked }));
  } catch { /* too much, or not allowed */ }
}
function storedAnswers() {
  try {
    return JSON.parse(sessionStorage.getItem(TYPED));
  } catch {
    return null;
  }
}
function goOn() {
  const before = storedAnswers();
  if (!before) return;
  ({ typed } = before);
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (before.asked && !isNew) ask(before.asked);
  askAgain();
  keep();
}

/* Too much is said, not cut. */
const MOST = 5000;
function limit() {
  const { reason } = answer.elements;
  const { length } = reason.value;
  reason.setCustomValidity(length > MOST ? `理由最多${MOST}字，现有${length}字，请删减。` : "");
}

function refuse(why) {
  byId("refused").textContent = why;
  if (why) byId("refused").scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-answer]");
  if (!button) return;
  const remark = button.closest(".remark");
  current = remark.id;
  position = remarks().indexOf(remark);
  tellPlace();
  ask(askedOf(remark));
});
answer.addEventListener("input", () => {
  limit();
  typed = [...typed.filter(each => !isSame(asked)(each)), { ...asked, ...fields() }];
  showEntry();
  keep();
});
byId("answer-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  byId(current)?.querySelector("[data-answer]")?.focus();
  keep();
});

/* A newer page, below the open answer: the finding may say something else, or be gone. */
function askAgain() {
  if (!dialog.open || sender.disabled) return;
  const there = answerable();
  const same = there.find(isSame(asked));
  if (same) {
    asked = same;
    return;
  }
  const now = there.find(isAbout(asked));
  if (now) {
    typed = [...typed, { ...now, ...fields() }];
    ask(now);
  }
  refuse(now ? "资料有变化，这一项检查发现的内容已经不同，请核对后再答复。"
    : "资料有变化，这一项检查发现已有答复或已经不在，不必再答复；写好的内容还在。");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(byId("entry"));
    return document.execCommand("copy");
  }
}

answer.addEventListener("submit", async event => {
  event.preventDefault();
  const { code, about, mark } = asked;
  const detail = { code, about, mark, ...fields(true), entry: entry() };
  const isOurs = dispatchEvent(new CustomEvent("lawgov:answer", { detail, cancelable: true }));
  if (!isOurs) {
    const { activeElement } = document;
    refuse("");
    sender.disabled = true;
    const why = await detail.outcome;
    sender.disabled = false;
    if (!why) dialog.close();
    else {
      refuse(why);
      activeElement.focus();
      askAgain();
    }
    return;
  }
  byId("copied").textContent = await copy(detail.entry)
    ? "已复制，粘贴到answers.yaml的末尾后重新生成报告。" : "未能复制，请选中上面的条目自行复制。";
});
