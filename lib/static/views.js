"use strict";
// Opens the interactive view below a figure. Stylesheet, data and script of a view are loaded when it is asked for: by
// its button, or by an address that names it (#view=paths&ally=POL,EST). Without scripts there is no button.
{
  const begun = new Map();
  const load = (address) => {
    if (!begun.has(address)) {
      const css = address.endsWith(".css");
      const part = document.createElement(css ? "link" : "script");
      if (css) part.rel = "stylesheet";
      part[css ? "href" : "src"] = address;
      begun.set(
        address,
        new Promise((done, failed) => {
          part.onload = done;
          part.onerror = () => {
            begun.delete(address);
            part.remove();
            failed(new Error(address));
          };
        }),
      );
      document.head.append(part);
    }
    return begun.get(address);
  };

  const hosts = [...document.querySelectorAll(".explore")];
  const open = async (host) => {
    const button = host.querySelector("button");
    const said = host.querySelector("[role=status]");
    said.textContent = "";
    try {
      await Promise.all(host.dataset.loads.split(" ").map(load));
    } catch {
      said.textContent = "The numbers cannot be loaded just now. They are in the CSV of the figure.";
      return;
    }
    if (!host.querySelector("section")) window.bookViews.show(host);
    host.querySelector("section").hidden = false;
    button.textContent = "Close the view";
    button.setAttribute("aria-expanded", "true");
  };
  const close = (host) => {
    const button = host.querySelector("button");
    host.querySelector("section").hidden = true;
    button.textContent = button.dataset.opens;
    button.setAttribute("aria-expanded", "false");
  };
  for (const host of hosts) {
    const button = host.querySelector("button");
    button.dataset.opens = button.textContent;
    button.addEventListener("click", () =>
      button.getAttribute("aria-expanded") === "true" ? close(host) : open(host),
    );
  }

  const follow = async () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const kind = wanted.get("view") ?? (wanted.has("ally") && hosts.length === 1 ? hosts[0].dataset.view : "");
    const host = hosts.find(({ dataset }) => dataset.view === kind);
    if (!host) return;
    await open(host);
    host.scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  follow();
}
