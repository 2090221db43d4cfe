
const byId = id => document.getElementById(id);
const copied = id => byId(id).content.firstElementChild.cloneNode(true);
const key = JSON.parse(byId("key").textContent);
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

/* The rows of some agencies are packed in one, in front of their ledgers. */
const unpacked = new Map();
const unpack = text => {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};
const rowsOf = async ledger => {
  const packet = ledger.parentElement.firstElementChild;
  if (!unpacked.has(packet)) unpacked.set(packet, unpack(packet.textContent));
  return (await unpacked.get(packet))[ledger.id];
};

/* The table of an agency is made when it is first opened. */
const table = (ledger, rows) => {
  const address = ledger.querySelector("p a")?.getAttribute("href");
  const table = copied("ledger");
  let last;
  for (const told of rows) {
    const area = key.metrics[told[0]][2];
    if (area !== last) {
      table.append(copied("area"));
      table.tBodies[table.tBodies.length - 1].rows[0].cells[0].textContent = last = area;
    }
    table.tBodies[table.tBodies.length - 1].append(row(ledger.id, address, told));
  }
  return table;
};
const made = new Map();
const fill = ledger => {
  if (!made.has(ledger)) {
    const content = "DecompressionStream" in window
      ? rowsOf(ledger).then(rows => table(ledger, rows)) : Promise.resolve(copied("old"));
    made.set(ledger, content.then(element => ledger.querySelector(".scroll").append(element)));
  }
  return made.get(ledger);
};
const ledgerOf = hash => {
  const element = byId(hash.slice(1).split("-")[0]);
  return element?.matches(".ledger") ? element : null;
};
/* The row that an address names is there, and gone to, once the table is made. */
const arrive = async () => {
  const ledger = ledgerOf(location.hash);
  if (ledger) ledger.open = true;
  if (!ledger || made.has(ledger) && byId(location.hash.slice(1))) return;
  await fill(ledger);
  if (byId(location.hash.slice(1))) location.replace(location.hash);
};

document.addEventListener("toggle", event => {
  if (event.target.matches(".ledger") && event.target.open) fill(event.target);
}, true);
addEventListener("hashchange", arrive);
arrive();
