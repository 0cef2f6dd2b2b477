"use strict";
// The search: every record of searchindex.js is held against the words that a reader asks for. There are too few records
// to need an index. Accents, capitals and plurals make no difference, nor do "defense" and "defence" or "%" and "per cent".
{
  const FIRST = 30; // results shown before the button that shows all
  const AROUND = 90; // characters of text before the first word that was found, and half of those after it
  // Fields of a record, and what a word found there is worth.
  const [KIND, TITLE, ADDRESS, PLACE, TEXT, KEYS] = [0, 1, 2, 3, 4, 5];
  const WORTH = [[TITLE, 10], [KEYS, 7], [TEXT, 2], [PLACE, 1]];
  // What is worth more than its words say: things with an entry of their own before what only mentions them.
  const LIKED = { Glossary: 1.5, Ally: 1.4, Chapter: 1.2, Number: 0.2, Source: 0.15 };
  // Words too common to ask for, in English and French, and letters that French puts before an apostrophe.
  const COMMON = new Set(
    "a an and are as at by for from has in is it its of on or that the to was what which who will with au aux d de des du en et l la le les ou par pour qu que qui s sur un une".split(" "),
  );

  // A text as plain words: no accents, no capitals, signs apart; "1,221" is a thousand and more, "3,5" French for 3.5.
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replace(/(\d),(?=\d{3}\b)/g, "$1").replace(/(\d),(?=\d)/g, "$1.").replace(/\bper ?cent\b|\bpour cent\b/g, "%");
  const stem = (word) =>
    word.replace(/^defens/, "defenc").replace(/(?<=\p{L}{2})ies$/u, "y").replace(/(?<=\p{L}{2}[^s\P{L}])s$/u, "");
  const words = (text) => (plain(text).match(/\d+(?:[.,]\d+)*|[\p{L}\d]+|%/gu) ?? []).map(stem);
  const line = (text) => ` ${words(text).join(" ")} `;

  const place = (record) => SEARCH.places[record[PLACE]];
  let made;
  // The records as plain words, from the first search on.
  const lines = () => {
    made ??= SEARCH.records.map((record) => {
      const found = [];
      for (const [field] of WORTH) found[field] = line(field === PLACE ? place(record) : record[field]);
      return found;
    });
    return made;
  };

  // How well a word stands in a line: whole, as the beginning of a longer one, or not. "2" is no beginning of "2017".
  const fit = (text, word) => (text.includes(` ${word} `) ? 1 : /^\d|%/.test(word) || word.length < 2 || !text.includes(` ${word}`) ? 0 : 0.5);

  const score = (index, wanted, whole) => {
    const [record, found] = [SEARCH.records[index], lines()[index]];
    let sum = 0;
    for (const word of wanted) {
      const best = Math.max(...WORTH.map(([field, worth]) => worth * fit(found[field], word)));
      if (!best) return 0; // every word must be there
      sum += best;
    }
    sum /= wanted.length;
    // The words as they were asked for, in a row; and a title that says little else.
    for (const [field, worth] of WORTH) if (wanted.length > 1 && found[field].includes(whole)) sum += worth;
    const title = found[TITLE].trim().split(" ");
    sum += (8 * wanted.filter((word) => title.includes(word)).length) / Math.max(title.length, wanted.length);
    if (found[TITLE] === whole || found[KEYS].startsWith(whole)) sum += 12;
    return sum * (LIKED[SEARCH.kinds[record[KIND]]] ?? 1);
  };

  const search = (query) => {
    const asked = words(query);
    const telling = asked.filter((word) => !COMMON.has(word));
    const wanted = [...new Set(telling.length ? telling : asked)];
    if (!wanted.length) return [];
    return SEARCH.records
      .map((record, index) => [score(index, wanted, ` ${asked.join(" ")} `), index])
      .filter(([points]) => points)
      .sort((one, other) => other[0] - one[0] || one[1] - other[1])
      .map(([, index]) => [SEARCH.records[index], wanted]);
  };

  // The word of the book that is nearest to one that it does not have: one letter, in a long word two, changed, added, left out or swapped.
  const nearest = (word) => {
    const distance = (one, other, limit) => {
      const rows = [[...Array(other.length + 1).keys()]];
      for (let i = 1; i <= one.length; i++) {
        const row = (rows[i] = [i]);
        for (let j = 1; j <= other.length; j++) {
          row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] !== other[j - 1]));
          const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
          if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
        }
        if (Math.min(...row) > limit) return limit + 1;
      }
      return rows[one.length][other.length];
    };
    const counts = new Map();
    for (const found of lines()) for (const text of found) for (const known of text?.trim().split(" ") ?? []) counts.set(known, (counts.get(known) ?? 0) + 1);
    let best = ["", word.length < 8 ? 2 : 3];
    for (const [known] of [...counts].sort((one, other) => other[1] - one[1])) {
      if (Math.abs(known.length - word.length) >= best[1] || /\d/.test(known)) continue;
      const far = distance(word, known, best[1] - 1);
      if (far < best[1]) best = [known, far];
    }
    return best[0];
  };

  const form = document.querySelector("form.search-form");
  const input = form.elements.q;
  const status = document.getElementById("search-progress");
  const results = document.getElementById("search-results");
  const help = document.getElementById("search-help");
  const root = document.documentElement.dataset.content_root;

  const element = (name, className, ...parts) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...parts);
    return made;
  };
  const isWanted = (word, wanted) => wanted.some((one) => fit(` ${word} `, one));
  // A text with the words that were asked for marked, or the part of it around the first of them.
  const marked = (text, wanted) =>
    text.split(/(\d+(?:[.,]\d+)*|[\p{L}\p{M}\d]+)/u).map((part, n) => (n % 2 && words(part).some((word) => isWanted(word, wanted)) ? element("mark", "", part) : part));
  const around = (text, wanted) => {
    const spots = [...text.matchAll(/\d+(?:[.,]\d+)*|[\p{L}\p{M}\d]+/gu)]
      .map(({ 0: part, index }) => [index, wanted.find((one) => words(part).some((word) => fit(` ${word} `, one)))])
      .filter(([, one]) => one);
    // Where most of the words that were asked for stand close together.
    const near = ([index]) => new Set(spots.filter(([at]) => at >= index && at < index + 2 * AROUND).map(([, one]) => one)).size;
    const middle = spots.reduce((best, spot) => (near(spot) > near(best) ? spot : best), spots[0] ?? [0])[0];
    let start = Math.max(0, middle - AROUND);
    let end = Math.min(text.length, middle + 2 * AROUND);
    if (start) start = text.indexOf(" ", start) + 1;
    if (end < text.length) end = text.lastIndexOf(" ", end);
    return marked(`${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`, wanted);
  };
  const item = ([record, wanted]) => {
    const link = element("a", "", ...marked(record[TITLE], wanted));
    link.href = root + record[ADDRESS];
    const kind = SEARCH.kinds[record[KIND]];
    const about = element("p", "search-kind", kind);
    if (place(record)) {
      const belongs = element("span", "", ...marked(place(record), wanted));
      if (kind === "Glossary") belongs.lang = "fr";
      about.append(" · ", belongs);
    }
    const context = around(record[TEXT], wanted);
    return element("li", "", about, element("p", "search-title", link), record[TEXT] ? element("p", "search-context", ...context) : "");
  };

  const show = () => {
    const query = input.value.trim();
    const found = search(query);
    const count = found.length === 1 ? "1 result" : `${found.length} results`;
    document.title = document.title.replace(/^.*(?= — )/, () => (query ? `${query}: ${count}` : "Search"));
    status.textContent = query ? `${count} for “${query}”` : "";
    help.hidden = Boolean(found.length);
    results.replaceChildren();
    if (found.length) {
      const list = element("ol", "", ...found.slice(0, FIRST).map(item));
      results.append(list);
      if (found.length > FIRST) {
        const more = element("button", "", `Show all ${found.length}`);
        more.type = "button";
        more.addEventListener("click", () => {
          const rest = found.slice(FIRST).map(item);
          list.append(...rest);
          more.remove();
          rest[0].querySelector("a").focus();
        });
        results.append(more);
      }
    } else if (query) {
      suggest(query);
    }
  };
  // Nothing holds all the words: which of them the book has, or a word that is nearly the same.
  const suggest = (query) => {
    const parts = query.split(/\s+/);
    const known = (part) => words(part).every((word) => lines().some((found) => found.some((text) => fit(text, word))));
    const better = parts.map((part) => (known(part) ? part : nearest(words(part)[0] ?? ""))).filter(Boolean);
    const offers = parts.every(known) ? parts : [better.join(" ")];
    const links = offers.filter((offer) => offer && search(offer).length).map((offer) => {
      const link = element("a", "", offer);
      link.href = `?q=${encodeURIComponent(offer)}`;
      return link;
    });
    if (!links.length) return;
    const said = parts.every(known) ? "No entry holds all of these words. One by one: " : "Perhaps: ";
    results.append(element("p", "", said, ...links.flatMap((link, n) => (n ? [", ", link] : [link]))));
  };

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", `?q=${encodeURIComponent(input.value.trim())}`);
      show();
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value.trim())}`);
    show();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
}
