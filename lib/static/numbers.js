"use strict";
// Shows beside a number where it comes from, beside a term what it means, and in the margin the source that is cited.
// Without scripts the number is a link to the list of all numbers, the term one to the glossary, the source one to
// the list of sources. Passing over one with the mouse or reaching it with Tab shows the panel for a look; a click, a
// tap, Enter or Space opens it to stay, and Tab then leads into its links. Escape closes it.
{
  const SHOW_AFTER = 150; // milliseconds, so that a mouse on its way elsewhere opens nothing
  const HIDE_AFTER = 300; // long enough to move from the number into the panel
  const EDGE = 8; // pixels between the panel and the edge of the screen

  const panel = document.createElement("div");
  panel.id = "number-panel";
  panel.className = "number-panel";
  panel.tabIndex = -1;
  panel.setAttribute("role", "group");
  panel.setAttribute("popover", "manual"); // above everything, cut off by nothing
  let current = null;
  let open = false;
  let quiet = false;
  let timer;

  const notes = new Map();
  const template = (number) => notes.get(number) ?? document.getElementById(`panel-${number.hash.slice(1)}`);
  const asks = (number) => {
    if (notes.has(number)) return `${number.textContent}: the source`;
    return number.classList.contains("term") ? `What “${number.textContent}” means` : `Where ${number.textContent} comes from`;
  };
  const paragraph = (...parts) => {
    const made = document.createElement("p");
    made.append(...parts);
    return made;
  };
  const leading = (address, words) => Object.assign(document.createElement("a"), { href: address, textContent: words });

  // A source that is cited says in its title what it is, under which terms, and where it stands.
  for (const link of document.querySelectorAll('article a[href*="sources.html#"][title]')) {
    const [said, address] = link.title.split(/ URL: (?=https?:)/);
    const about = document.createElement("div");
    about.className = "number-said";
    about.append(...said.split(/ (?=Terms: |Reliability: )/).map((part) => paragraph(part)));
    const links = paragraph(leading(link.href, "In the list of sources"));
    if (address) links.prepend(leading(address.replace(/[.]$/, ""), "The source itself"), " · ");
    const note = document.createElement("template");
    note.content.append(about, links);
    notes.set(link, note);
    link.classList.add("cited");
    link.removeAttribute("title");
  }
  const within = (element) => current && (current.contains(element) || panel.contains(element));

  const place = () => {
    const spot = current.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    const height = document.documentElement.clientHeight;
    panel.style.width = `${Math.min(420, width - 2 * EDGE)}px`;
    panel.style.maxHeight = "";
    const below = height - spot.bottom - EDGE;
    const above = spot.top - EDGE;
    const under = panel.offsetHeight <= below || below >= above;
    panel.style.maxHeight = `${Math.max(under ? below : above, 120) - 4}px`;
    // A source stands in the margin, if there is one that is wide enough.
    const margin = document.querySelector("main > article").getBoundingClientRect().right + 3 * EDGE;
    const aside = notes.has(current) && margin + 240 < width;
    if (aside) {
      panel.style.width = `${Math.min(320, width - margin - EDGE)}px`;
      panel.style.maxHeight = `${height - 2 * EDGE}px`;
    }
    const left = Math.max(EDGE, Math.min(aside ? margin : spot.left, width - panel.offsetWidth - EDGE));
    const beside = Math.max(EDGE, Math.min(spot.top, height - panel.offsetHeight - EDGE));
    const top = aside ? beside : under ? spot.bottom + 4 : spot.top - panel.offsetHeight - 4;
    // Whatever the panel is placed in: measure where it lies, then move it by the difference.
    panel.style.left = panel.style.top = "0px";
    const now = panel.getBoundingClientRect();
    panel.style.left = `${left - now.left}px`;
    panel.style.top = `${top - now.top}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!current) return;
    panel.hidePopover?.();
    panel.remove();
    current.setAttribute("aria-expanded", "false");
    current.removeAttribute("aria-controls");
    current.removeAttribute("aria-describedby");
    current = null;
    open = false;
  };

  const show = (number, stay) => {
    clearTimeout(timer);
    if (current !== number) {
      hide();
      current = number;
      panel.replaceChildren(template(number).content.cloneNode(true));
      panel.querySelector(".number-said").id = "number-said";
      panel.setAttribute("aria-label", number.dataset.asks ?? asks(number));
      number.after(panel); // so that Tab leads from the number into the panel
      panel.showPopover?.();
      number.setAttribute("aria-describedby", "number-said");
    }
    open = stay;
    panel.classList.toggle("look", !open);
    for (const link of panel.querySelectorAll("a")) link.tabIndex = open ? 0 : -1;
    number.setAttribute("aria-expanded", String(open));
    if (open) number.setAttribute("aria-controls", panel.id);
    place();
  };

  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!open && document.activeElement !== current) hide();
    }, HIDE_AFTER);
  };
  const mouse = (act) => (event) => event.pointerType === "mouse" && act();

  for (const number of document.querySelectorAll("a.book-number, a.term, a.cited")) {
    if (!template(number)) continue;
    number.setAttribute("role", "button");
    if (number.dataset.asks) number.setAttribute("aria-label", number.dataset.asks);
    number.setAttribute("aria-expanded", "false");
    number.addEventListener("pointerenter", mouse(() => {
      clearTimeout(timer);
      if (!open && current !== number) timer = setTimeout(() => show(number, false), SHOW_AFTER);
    }));
    number.addEventListener("pointerleave", mouse(hideSoon));
    number.addEventListener("focus", () => {
      if (!quiet && current !== number && number.matches(":focus-visible")) show(number, false);
    });
    number.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (current === number && open) hide();
      else show(number, true);
    });
    number.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      number.click();
    });
  }

  panel.addEventListener("pointerenter", mouse(() => clearTimeout(timer)));
  panel.addEventListener("pointerleave", mouse(hideSoon));
  document.addEventListener("focusout", () => setTimeout(() => {
    const focused = document.activeElement;
    if (current && focused !== document.body && !within(focused)) hide();
  }));
  // Not on the way down, which may be the start of scrolling.
  document.addEventListener("pointerup", (event) => {
    if (!within(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return;
    const number = current;
    const inside = panel.contains(document.activeElement);
    hide();
    if (!inside) return;
    quiet = true;
    number.focus();
    quiet = false;
  });
  window.addEventListener("resize", () => current && place());

  // A link to an entry that is folded away unfolds it.
  const unfold = () => {
    const folded = document.getElementById("number-entries");
    const entry = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!folded || !entry || !folded.contains(entry)) return;
    folded.open = true;
    entry.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  // A link to a cell opens its code.
  const reveal = () => {
    const cell = location.hash.startsWith("#cell-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!cell) return;
    for (const code of [cell.closest("details"), ...cell.querySelectorAll(":scope > details")]) if (code) code.open = true;
    cell.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*="#cell-"]');
    if (link) setTimeout(reveal);
  });
  reveal();
}
