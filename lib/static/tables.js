"use strict";
// Sorts tables by a column and narrows long tables and lists. Without scripts they stand in their own order, whole.
// The header of a column becomes a button: numbers begin with the highest, words with the first; a second press turns
// the order round, a third brings back the table's own. Rows without a value come last either way.
{
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.querySelector("main").append(said);

  const worth = (cell, numeric) => {
    const text = cell.textContent.trim();
    if (!numeric) return text === "–" ? "" : text;
    const value = Number.parseFloat(text.replaceAll(",", "").replace("−", "-"));
    return Number.isNaN(value) ? "" : value;
  };
  const sorted = (rows, column, numeric, down) => {
    const keyed = rows.map((row) => [worth(row.cells[column], numeric), row]);
    const words = new Intl.Collator("en", { numeric: true });
    keyed.sort(([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === "");
      return (down ? -1 : 1) * (numeric ? a - b : words.compare(a, b));
    });
    return keyed.map(([, row]) => row);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const own = [...body.rows];
    for (const [column, header] of headers.entries()) {
      if (!header.textContent.trim()) continue;
      const name = header.textContent.replace(/\s+/g, " ").trim();
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      // The arrow beside the button belongs to the header; a click on it counts too.
      header.addEventListener("click", () => {
        const numeric = header.classList.contains("number");
        const first = numeric ? "descending" : "ascending";
        const now = header.getAttribute("aria-sort");
        const order = !now ? first : now === first ? (numeric ? "ascending" : "descending") : "";
        for (const other of headers) other.removeAttribute("aria-sort");
        if (order) header.setAttribute("aria-sort", order);
        const down = order === "descending";
        body.append(...(order ? sorted(own, column, numeric, down) : own));
        const which = numeric ? (down ? "highest" : "lowest") : down ? "last" : "first";
        said.textContent = order ? `Sorted by ${name}, ${which} first` : "In the order of the table";
      });
    }
  }

  for (const filter of document.querySelectorAll(".row-filter")) {
    const input = filter.querySelector("input");
    const count = filter.querySelector("[role=status]");
    const next = filter.nextElementSibling;
    const table = next.querySelector("table");
    const around = filter.parentElement;
    const items = table ? [...table.tBodies[0].rows] : [...around.querySelectorAll("section article, .citation")];
    const sections = table ? [] : [...around.querySelectorAll("section")].filter((part) => items.some((item) => part.contains(item)));
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    let texts;
    const narrow = () => {
      texts ??= items.map((item) => plain(item.textContent));
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, n) => {
        item.hidden = !wanted.every((word) => texts[n].includes(word));
        shown += !item.hidden;
      });
      for (const part of sections) part.hidden = !items.some((item) => part.contains(item) && !item.hidden);
      count.textContent = wanted.length ? `${shown} of ${items.length}` : "";
    };
    let soon;
    input.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(narrow, 120);
    });
    // What the address leads to must be in sight.
    window.addEventListener("hashchange", () => {
      if (!input.value) return;
      input.value = "";
      narrow();
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    });
  }
}
