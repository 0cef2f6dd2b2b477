"use strict";
// Before anything is painted: the choice of light or dark, if one was made (without one the system's holds), and the
// typeface asked for ahead of the stylesheet that names it. From a disk a browser gives fonts to stylesheets alone.
{
  const root = document.documentElement;
  root.classList.add("scripts");
  try {
    const mode = localStorage.getItem("mode");
    if (mode === "light" || mode === "dark") root.dataset.theme = mode;
  } catch {
    // Storage may be closed to pages from a disk.
  }
  for (const cut of location.protocol === "file:" ? [] : ["regular", "semibold"]) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = new URL(`${cut}.woff2`, document.currentScript.src).href;
    document.head.append(link);
  }
}
