"use strict";
// Sorts the table of all allies by a column. Without scripts it stands sorted by share.
// Each header becomes a button; a second press turns the order round. Rows without a value come last either way.
{
  const table = document.querySelector(".ally-rows table");
  const headers = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  table.parentElement.after(said);

  const order = (column, down) => (one, other) => {
    const [a, b] = [one, other].map((row) => row.cells[column]);
    if (column === 0) return (down ? -1 : 1) * a.textContent.localeCompare(b.textContent, "en");
    const [x, y] = [a, b].map((cell) => ("value" in cell.dataset ? Number(cell.dataset.value) : null));
    if (x === null || y === null) return (x === null) - (y === null);
    return down ? y - x : x - y;
  };
  const mark = (column, down) => {
    for (const header of headers) header.removeAttribute("aria-sort");
    headers[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  };

  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const now = header.getAttribute("aria-sort");
      // Numbers begin with the highest, names and ranks with the first.
      const firstDown = column !== 0 && button.textContent !== "Rank";
      const down = now ? now === "ascending" : firstDown;
      body.append(...[...body.rows].sort(order(column, down)));
      mark(column, down);
      const first = column ? (down ? "highest" : "lowest") : down ? "Z" : "A";
      table.caption.textContent = `The allies by ${column ? button.textContent : "name"}: ${first} first`;
      said.textContent = table.caption.textContent;
    });
  });
  mark(1, true);
}
