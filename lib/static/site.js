"use strict";
// On every page: the choice of light or dark, buttons that copy a text, and menus that close behind a link.
// Without scripts the system's colours hold, texts can be selected by hand, and menus close as the browser has it.

{
  const root = document.documentElement;
  const mode = document.getElementById("mode");
  mode.value = root.dataset.theme ?? "";
  mode.addEventListener("change", () => {
    if (mode.value) root.dataset.theme = mode.value;
    else delete root.dataset.theme;
    try {
      if (mode.value) localStorage.setItem("mode", mode.value);
      else localStorage.removeItem("mode");
    } catch {
      // The choice then holds for this page.
    }
  });

  for (const menu of document.querySelectorAll("nav[popover]")) {
    menu.addEventListener("click", (event) => {
      if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
    });
  }

  const copy = async (block) => {
    const range = document.createRange();
    range.selectNodeContents(block);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      await navigator.clipboard.writeText(block.textContent);
      return "Copied";
    } catch {
      // Not every browser lets a page from a disk write; the text is selected, so the old way may still do.
      return document.execCommand("copy") ? "Copied" : "Selected: press Ctrl+C or ⌘C";
    }
  };
  const offer = (button, status, block) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      status.textContent = await copy(block());
    });
  };
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const status = button.parentElement.querySelector("[role=status]");
    offer(button, status, () => document.getElementById(button.dataset.copies));
  }

  // Code gets its button when it is unfolded.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      for (const code of target.matches?.("details[open]") ? target.querySelectorAll(".highlight") : []) {
        if (code.previousElementSibling?.matches(".copy-bar")) continue;
        const bar = document.createElement("div");
        const button = document.createElement("button");
        const status = document.createElement("span");
        bar.className = "copy-bar";
        button.type = "button";
        button.textContent = "Copy";
        status.setAttribute("role", "status");
        bar.append(button, status);
        code.before(bar);
        offer(button, status, () => code.querySelector("pre"));
      }
    },
    true,
  );
}
