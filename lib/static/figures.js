"use strict";
// The filter of the catalogue. Without scripts every figure is listed.

const form = document.querySelector(".figure-filter");
if (form) {
  const items = [...document.querySelectorAll(".figure-list > li")];
  const count = document.querySelector(".figure-count");
  const selects = [...form.querySelectorAll("select")];

  const narrow = () => {
    const chosen = selects.filter((select) => select.value);
    for (const item of items) {
      item.hidden = !chosen.every(({ name, value }) =>
        name === "ally" ? item.dataset.ally.split(" ").includes(value) : item.dataset[name] === value,
      );
    }
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = shown === items.length ? `${shown} figures` : `${shown} of ${items.length} figures`;
    // The choice stands in the address, so that it can be passed on.
    const hash = new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname.split("/").pop());
  };
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const select of selects) {
      const value = wanted.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    narrow();
  };

  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  window.addEventListener("hashchange", read);
  read();
}
