"use strict";
// The pages of the tables follow the choice of light or dark that was made on the pages of the theme.
{
  let mode = "";
  try {
    mode = localStorage.getItem("mode");
  } catch {
    // Storage may be closed to pages from a disk; the system's choice then holds.
  }
  if (mode !== "light" && mode !== "dark") {
    mode = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.dataset.theme = mode;
}
