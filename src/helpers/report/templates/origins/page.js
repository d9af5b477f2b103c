"use strict";
// Sort and search of tables. It moves and hides rows that are there, and writes text only, never markup.
for (const box of document.querySelectorAll(".origins-table")) {
  const table = box.querySelector("table"), body = table && table.tBodies[0];
  if (!body || body.rows.length < 4) continue;
  const original = Array.from(body.rows);

  const value = (row, column) => {
    const text = row.cells[column] ? row.cells[column].textContent.trim() : "";
    const number = Number(text.replace(/[,\s]/g, "").replace("−", "-"));
    return text === "" || text === "–" ? null : Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort") || ""];
      const order = next === undefined ? "ascending" : next;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      const rows = original.slice();
      if (order) {
        head.setAttribute("aria-sort", order);
        const sign = order === "ascending" ? 1 : -1;
        rows.sort((one, two) => {
          const a = value(one, column), b = value(two, column);
          return a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b);
        });
      }
      body.append(...rows);
    });
  });

  const title = box.getAttribute("data-search");
  if (original.length < 12 && !title) continue;
  const search = document.createElement("p"), label = document.createElement("label");
  const input = document.createElement("input"), count = document.createElement("span");
  input.type = "search";
  search.className = "search";
  count.setAttribute("role", "status");
  label.append(`${title || "Rows that hold"} `, input);
  search.append(label, count);
  box.before(search);
  const texts = original.map((row) => row.textContent.toLowerCase());
  const block = title && document.querySelector("script.held");
  let held = null, made = [];
  const read = () => {
    held = block ? JSON.parse(block.textContent) : [];
    for (const row of held) row.push(`${row[1]} ${row[2]} ${row[0]} ${row[3].map((at) => at[1]).join(" ")}`.toLowerCase());
  };
  const told = ([kind, words, note, places, more]) => {
    const row = document.createElement("tr"), head = document.createElement("th"), where = document.createElement("td");
    head.scope = "row";
    head.append(Object.assign(document.createElement("bdi"), { textContent: words }));
    if (note) head.append(" ", Object.assign(document.createElement("small"), { textContent: note }));
    places.forEach(([href, label], number) => {
      const at = document.createElement(href ? "a" : "bdi");
      if (/^articles\/[\w-]+\.html(#at-\d+)?$/.test(href)) at.href = href;
      at.textContent = label;
      where.append(number ? "; " : "", at);
    });
    if (more) where.append(` and ${more} more`);
    row.append(head, Object.assign(document.createElement("td"), { textContent: kind }), where);
    return row;
  };
  const find = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text) => wanted.every((word) => text.includes(word));
    let shown = 0;
    original.forEach((row, number) => {
      row.hidden = !fits(texts[number]);
      shown += row.hidden ? 0 : 1;
    });
    for (const row of made) row.remove();
    made = [];
    if (wanted.length && block) {
      if (!held) read();
      const found = held.filter((row) => fits(row[5]));
      shown += found.length;
      made = found.slice(0, 300).map(told);
      body.append(...made);
    }
    const all = original.length + (held ? held.length : 0);
    count.textContent = wanted.length ? `${shown} of ${all} rows` : "";
  };
  input.addEventListener("input", find);
  if (!title) continue;
  const asked = () => {
    const words = /^#find=(.*)$/.exec(location.hash);
    if (!words) return !location.hash;
    try { input.value = decodeURIComponent(words[1]); } catch { return true; }
    find();
    return true;
  };
  addEventListener("hashchange", asked);
  if (asked()) input.focus();
}

// Figures: one stop of the Tab key each, arrows from mark to mark; what a mark says stands beside it.
for (const svg of document.querySelectorAll("svg.marks")) {
  const marks = Array.from(svg.children), links = marks.filter((mark) => mark.localName === "a");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  svg.after(tip);
  const tell = (mark) => {
    const box = mark.getBoundingClientRect(), all = svg.getBoundingClientRect();
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const left = Math.min(Math.max(0, box.left - all.left), Math.max(0, all.width - tip.offsetWidth));
    const above = box.top - all.top - tip.offsetHeight - 4;
    tip.style.left = `${left}px`;
    tip.style.top = `${above >= 0 ? above : box.bottom - all.top + 4}px`;
  };
  const hush = () => { tip.hidden = true; };
  for (const mark of marks) {
    const title = mark.querySelector("title");
    mark.setAttribute("aria-label", title.textContent);
    if (mark.localName === "g") mark.setAttribute("role", "img");
    title.remove();
    mark.addEventListener("pointerenter", () => tell(mark));
    mark.addEventListener("pointerleave", hush);
    mark.addEventListener("focus", () => tell(mark));
    mark.addEventListener("blur", hush);
  }
  links.forEach((link, number) => { link.setAttribute("tabindex", number ? "-1" : "0"); });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Escape: 0 }[event.key];
    const at = links.indexOf(document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    if (!step) return hush();
    const next = links[(at + step + links.length) % links.length];
    links[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}
