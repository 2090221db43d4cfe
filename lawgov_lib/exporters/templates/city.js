
const byId = id => document.getElementById(id);
const copied = id => byId(id).content.firstElementChild.cloneNode(true);
const read = element => JSON.parse(element.textContent);
const key = read(byId("key"));
const said = cell => typeof cell === "number" ? key.words[cell] : cell;

const row = (ledger, address, [metric, now, base, origin, before, anchor]) => {
  const [id, name] = key.metrics[metric];
  const element = copied("row");
  element.id = `${ledger}-${id}`;
  const told = [name, said(now), base, said(before), key.origins[origin], id];
  const cells = [...element.cells];
  cells.at(-1).firstElementChild.textContent = told.pop();
  told.forEach((text, at) => { if (text) cells[at].textContent = text; });
  if (key.anchors[anchor]) {
    const link = document.createElement("a");
    link.href = `${address}#${key.anchors[anchor]}`;
    link.textContent = cells[1].textContent;
    cells[1].replaceChildren(link);
  }
  return element;
};

/* The table of an agency is made when it is first opened, before the browser goes to one of its rows. */
const fill = ledger => {
  const place = ledger.querySelector(".scroll");
  if (place.firstElementChild) return;
  const address = ledger.querySelector("p a")?.getAttribute("href");
  const table = copied("ledger");
  let last;
  for (const told of read(ledger.querySelector("script"))) {
    const area = key.metrics[told[0]][2];
    if (area !== last) {
      table.append(copied("area"));
      table.tBodies[table.tBodies.length - 1].rows[0].cells[0].textContent = last = area;
    }
    table.tBodies[table.tBodies.length - 1].append(row(ledger.id, address, told));
  }
  place.append(table);
};
const ledgerOf = hash => {
  const element = byId(hash.slice(1).split("-")[0]);
  return element?.matches(".ledger") ? element : null;
};
const arrive = () => {
  const ledger = ledgerOf(location.hash);
  if (!ledger || ledger.querySelector("table")) return;
  fill(ledger);
  location.replace(location.hash);
};

document.addEventListener("toggle", event => {
  if (event.target.matches(".ledger") && event.target.open) fill(event.target);
}, true);
document.addEventListener("click", event => {
  const ledger = ledgerOf(event.target.closest("a[href^='#a']")?.hash ?? "");
  if (ledger) fill(ledger);
});
addEventListener("hashchange", arrive);
arrive();
