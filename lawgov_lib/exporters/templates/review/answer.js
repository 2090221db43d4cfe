/* An answer: a ready entry of answers.yaml. A page that can write it itself hears of it first. */
const dialog = byId("answer");
const answer = dialog.querySelector("form");
let finding = null;

/* A string of JSON is one of YAML. */
function entry() {
  const { code, about, mark } = finding.dataset;
  const [reason, name] = ["reason", "name"].map(each => answer.elements[each].value.trim());
  return [
    `- code: ${code}`,
    `  about: ${JSON.stringify(about)}`,
    `  mark: "${mark}"`,
    `  reason: ${JSON.stringify(reason)}`,
    `  name: ${JSON.stringify(name)}`,
    `  date: ${answer.elements.date.value}`,
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

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-answer]");
  if (!button) return;
  finding = button.closest(".remark");
  current = finding.id;
  position = remarks().indexOf(finding);
  tellPlace();
  byId("answered-finding").textContent = finding.querySelectorAll("p")[1].textContent;
  answer.elements.reason.value = "";
  answer.elements.date.value ||= today();
  showEntry();
  dialog.showModal();
  answer.elements.reason.focus();
});
answer.addEventListener("input", showEntry);
byId("answer-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => byId(current)?.querySelector("[data-answer]")?.focus());

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
  const { code, about, mark } = finding.dataset;
  const [reason, name, date] = ["reason", "name", "date"]
    .map(each => answer.elements[each].value.trim());
  const detail = { code, about, mark, reason, name, date, entry: entry() };
  const isOurs = dispatchEvent(new CustomEvent("lawgov:answer", { detail, cancelable: true }));
  if (!isOurs) {
    dialog.close();
    return;
  }
  byId("copied").textContent = await copy(detail.entry)
    ? "已复制，粘贴到answers.yaml的末尾后重新生成报告。" : "未能复制，请选中上面的条目自行复制。";
});
