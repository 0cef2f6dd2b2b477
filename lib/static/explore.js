"use strict";
// Three interactive views of the shares of GDP in NATO's tables: allies over time ("paths"), one ally in all editions
// ("editions"), and the way to a target ("needs"). What they show is data that the pages' tables and figures hold;
// views.js loads this file when a view is asked for. The choice of a view stands in the address of the page.
(() => {
  const MOST = 6; // lines that one can tell apart
  const ONE_LINE = 15; // pixels between two labels
  const NARROW = 480; // pixels, below which a label is a name only

  // Elements and numbers.

  const fill = (made, props, inside) => {
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.flat(3).filter((part) => part != null && part !== ""));
    return made;
  };
  const el = (tag, props = {}, ...inside) => fill(document.createElement(tag), props, inside);
  const draw = (tag, props = {}, ...inside) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, inside);

  // As the book writes numbers: thousands with a comma, a true minus, halves away from zero on the decimal form.
  const number = (value, digits = 0, sign = false) => {
    const [mantissa, exponent = "0"] = String(Math.abs(value)).split("e");
    const [whole, part = ""] = mantissa.split(".");
    let point = whole.length + Number(exponent) + digits;
    let all = (whole + part).padEnd(point, "0");
    if (point < 0) {
      all = "0".repeat(-point) + all;
      point = 0;
    }
    const units = BigInt(all.slice(0, point) || "0") + (all[point] >= "5" ? 1n : 0n);
    const text = units.toString().padStart(digits + 1, "0");
    const end = text.length - digits;
    const written = text.slice(0, end).replace(/\B(?=(\d{3})+$)/g, ",") + (digits ? `.${text.slice(end)}` : "");
    if (units === 0n) return written;
    return value < 0 ? `−${written}` : sign ? `+${written}` : written;
  };
  // Differences of decimals carry binary noise, which would decide how a half is rounded.
  const minus = (one, other) => Number((one - other).toFixed(9));
  const billions = (million) => number(million / 1000, Math.abs(million) < 10000 ? 1 : 0);
  const level = (value) => String(Number(value));
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const the = (name) => (name.startsWith("United ") || name === "Netherlands" ? `the ${name}` : name);
  const status = (estimate) => (estimate ? "estimate" : "outcome");
  const listing = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

  // The formula of the chapter on spending: the growth a year, after inflation, that leads from a share to a target.
  const growthNeeded = (share, target, years, gdp) => 100 * ((target / share) ** (1 / years) * (1 + gdp / 100) - 1);

  // The address, which holds the choice of the view that was used last.

  const asked = (kind) => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    return (wanted.get("view") ?? kind) === kind ? wanted : new URLSearchParams();
  };
  const remember = (kind, choice) => {
    const parts = Object.entries({ view: kind, ...choice }).map(([name, value]) => `${name}=${value}`);
    history.replaceState(null, "", `#${parts.join("&")}`);
  };
  const among = (value, values, otherwise) => (values.includes(value) ? value : otherwise);

  // Controls.

  const select = (kind, name, label, options, value, change) => {
    const box = el("select", { id: `${kind}-${name}`, autocomplete: "off", onchange: () => change(box.value) });
    for (const [key, words] of options) box.append(el("option", { value: key, selected: key === value }, words));
    return el("p", {}, el("label", { for: box.id }, label), box);
  };
  const set = (view, name, value) => (view.querySelector(`#${name}`).value = value);

  // Drawing: a scale of years and one of values, the lines of the levels, and what stands at the ends of lines.

  // Letters in a drawing grow with those of the page: all is drawn for letters of 16 pixels, then enlarged.
  const enlarged = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const room = (box) => Math.max(box.clientWidth / enlarged(), 240);
  const canvas = (box, about, { first, last, low = 0, high, step = 1, right, levels, levelsLeft = true }) => {
    const [width, scale] = [room(box), enlarged()];
    const height = width < NARROW ? 300 : 360;
    const [left, top, bottom] = [42, 16, 26];
    const x = (year) => left + ((year - first) / (last - first || 1)) * (width - left - right);
    const y = (value) => height - bottom - ((value - low) / (high - low)) * (height - top - bottom);
    const root = draw("svg", {
      viewBox: `0 0 ${width} ${height}`,
      width: width * scale,
      height: height * scale,
      role: "group",
      "aria-label": about,
    });
    const behind = draw("g", { class: "behind", "aria-hidden": "true" });
    for (let n = 0; low + n * step <= high + 1e-9; n++) {
      const value = low + n * step;
      const topmost = low + (n + 1) * step > high + 1e-9;
      behind.append(
        draw("line", { x1: left, x2: width - right, y1: y(value), y2: y(value) }),
        draw("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, `${level(value)}${topmost ? " %" : ""}`),
      );
    }
    const apart = Math.ceil(44 / Math.max(1, x(first + 1) - x(first)));
    for (let year = last; year >= first; year -= apart)
      behind.append(draw("text", { x: x(year), y: height - 6, "text-anchor": "middle" }, String(year)));
    for (const [value, words] of levels.filter(([value]) => value >= low && value <= high)) {
      behind.append(draw("line", { class: "level", x1: left, x2: width - right, y1: y(value), y2: y(value) }));
      const [place, anchor] = levelsLeft ? [left + 4, "start"] : [width - right - 4, "end"];
      if (words) behind.append(draw("text", { x: place, y: y(value) - 5, "text-anchor": anchor }, words));
    }
    root.append(behind);
    // Where the mouse is in the drawing.
    const spot = (event) => {
      const { left, top } = root.getBoundingClientRect();
      return [(event.clientX - left) / scale, (event.clientY - top) / scale];
    };
    return { root, x, y, spot, width, height, left, top, bottom, right };
  };
  const ceiling = (values, step = 1) => Math.ceil((Math.max(...values) + step / 10) / step) * step;

  // A line through years that follow one another; dashed to a year that is an estimate, whose dot is hollow.
  const line = (rows, x, y) => {
    const paths = ["", ""];
    rows.forEach(([year, value, estimate], n) => {
      const before = rows[n - 1];
      if (before && before[0] === year - 1)
        paths[estimate] += `M${x(before[0])},${y(before[1])}L${x(year)},${y(value)}`;
    });
    return [
      draw("path", { d: paths[0] }),
      draw("path", { class: "estimated", d: paths[1] }),
      rows.map(([year, value, estimate]) =>
        draw("circle", { class: estimate ? "hollow" : "", cx: x(year), cy: y(value), r: 2.6 }),
      ),
    ];
  };
  const spread = (wanted, low, high) => {
    const order = wanted.map((place, n) => [place, n]).sort((one, other) => one[0] - other[0]);
    let free = low;
    for (const item of order) free = (item[0] = Math.max(item[0], free)) + ONE_LINE;
    free = high;
    for (const item of [...order].reverse()) free = (item[0] = Math.min(item[0], free)) - ONE_LINE;
    return order.sort((one, other) => one[1] - other[1]).map(([place]) => place);
  };

  // What is moved along years by arrow keys; a screen reader hears a slider.
  const slides = (element, name, years, move) => {
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "slider");
    element.setAttribute("aria-label", name);
    element.setAttribute("aria-valuemin", years[0]);
    element.setAttribute("aria-valuemax", years.at(-1));
    element.addEventListener("keydown", (event) => {
      const at = years.indexOf(Number(element.getAttribute("aria-valuenow")));
      const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: years.length - 1 }[
        event.key
      ];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(years[Math.max(0, Math.min(to, years.length - 1))]);
    });
  };
  const at = (element, year, words) => {
    element.setAttribute("aria-valuenow", year);
    element.setAttribute("aria-valuetext", words);
  };
  const nearestYear = (event, plot, years) => {
    const [spot] = plot.spot(event);
    return years.reduce((best, year) => (Math.abs(plot.x(year) - spot) < Math.abs(plot.x(best) - spot) ? year : best));
  };

  // Tables of what is drawn.

  const table = (caption, heads, rows) =>
    el(
      "div",
      { class: "table-scroll", role: "group", "aria-label": "Table", tabindex: "0" },
      el(
        "table",
        {},
        el("caption", {}, caption),
        el("thead", {}, el("tr", {}, heads.map((head, n) => el("th", { scope: "col", class: n && !rows[0][n]?.words ? "number" : "" }, head)))),
        el(
          "tbody",
          {},
          rows.map(([first, ...cells]) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, first),
              cells.map((cell) =>
                cell?.words ? el("td", {}, cell.words) : el("td", { class: "number", "data-pad": cell?.pad }, cell?.text ?? cell ?? "–"),
              ),
            ),
          ),
        ),
      ),
    );
  // A value with all decimals that its edition gives, up to four, and the room for those that others have.
  const decimals = (value) => Math.max(2, Math.min(4, String(value).split(".")[1]?.length ?? 0));
  const printed = (value, most) => ({ text: number(value, decimals(value)), pad: "0".repeat(most - decimals(value)) });
  // An "e" behind an estimate; the room for it stays behind an outcome, so that the points stand below one another.
  const marked = ([, value, estimate]) => [number(value, 2), el("span", { class: estimate ? "e" : "e none" }, estimate ? " e" : "")];

  // The parts that all views have, in their order.
  const parts = (host, title, controls) => {
    const view = {
      box: el("div", { class: "explore-chart" }),
      said: el("p", { class: "explore-said", role: "status" }),
      below: el("div", { class: "explore-below" }),
    };
    view.section = el("section", { "aria-label": title }, el("p", { class: "explore-title" }, title), controls, view.said, view.box, view.below);
    host.append(view.section);
    return view;
  };
  // Said to a screen reader when the mouse or a control did it; a slider says its own value.
  const say = (view, words, quiet = false) => {
    view.said.setAttribute("aria-live", quiet ? "off" : "polite");
    view.said.textContent = words;
  };
  const link = (host, address, words) => el("a", { href: host.dataset.root + address }, words);

  // Allies over time.

  const paths = (host) => {
    const data = window.bookData.shares;
    const names = data.allies;
    const full = Object.keys(data.editions).filter((edition) => data.editions[edition].full);
    const rowsOf = (iso3) => data.editions[chosen.edition].rows[iso3];
    const chosen = {};
    const read = () => {
      const wanted = asked("paths");
      chosen.edition = among(wanted.get("edition"), full, full.at(-1));
      const allies = (wanted.get("ally") ?? host.dataset.ally).split(",").filter((iso3) => iso3 in names);
      chosen.ally = [...new Set(allies)].slice(0, MOST);
      if (!chosen.ally.length) {
        const latest = data.editions[chosen.edition].rows;
        const order = Object.keys(latest).sort((one, other) => latest[other].at(-1)[1] - latest[one].at(-1)[1]);
        chosen.ally = [order[0], order[order.length >> 1], order.at(-1)];
      }
    };
    read();

    const boxes = Object.entries(names).map(([iso3, name]) =>
      el(
        "label",
        {},
        el("input", { type: "checkbox", value: iso3, autocomplete: "off", onchange: (event) => toggle(iso3, event.target.checked) }),
        ` ${name}`,
      ),
    );
    const picker = el(
      "fieldset",
      {},
      el("legend", { class: "visually-hidden" }, "Allies"),
      el("details", { open: host.clientWidth >= NARROW }, el("summary", {}, `Choose allies, up to ${MOST}`), el("div", { class: "explore-allies" }, boxes)),
    );
    const editions = select("paths", "edition", "Edition of NATO’s tables", full.map((edition) => [edition, data.editions[edition].name]).reverse(), chosen.edition, (value) => {
      chosen.edition = value;
      update(true);
    });
    const view = parts(host, "Share of GDP over time: choose allies and edition", el("div", { class: "explore-controls" }, picker, editions));

    const toggle = (iso3, on) => {
      chosen.ally = on ? [...chosen.ally, iso3] : chosen.ally.filter((other) => other !== iso3);
      update(true);
    };
    const words = (iso3, [year, value, estimate]) =>
      `${names[iso3]} ${year}: ${number(value, 2)} % of GDP (${status(estimate)}), edition ${data.editions[chosen.edition].name}`;

    const render = () => {
      const shown = chosen.ally.filter(rowsOf);
      const focused = view.box.contains(document.activeElement) ? document.activeElement.dataset.ally : null;
      const all = shown.flatMap(rowsOf);
      view.box.replaceChildren();
      if (!shown.length) return;
      const years = [...new Set(Object.values(data.editions[chosen.edition].rows).flat().map(([year]) => year))].sort();
      const narrow = room(view.box) < NARROW;
      const levels = [
        [data.levels.guideline, `guideline ${level(data.levels.guideline)} %`],
        [data.levels.core, `core target ${level(data.levels.core)} %`],
      ];
      const plot = canvas(view.box, "Lines of the share of GDP by year, one for each ally chosen", {
        first: years[0],
        last: years.at(-1),
        high: ceiling([...all.map(([, value]) => value), data.levels.core]),
        right: narrow ? 104 : 148,
        levels: levels.map(([value]) => [value]),
      });
      const ring = draw("g", { class: "ring", "aria-hidden": "true" });
      const ends = [...shown.map((iso3) => rowsOf(iso3).at(-1)[1]), ...levels.map(([value]) => value)];
      const labels = spread(ends.map((value) => plot.y(value) + 4), plot.top, plot.height - plot.bottom);
      const end = plot.x(years.at(-1)) + 9;
      const show = (iso3, row, quiet) => {
        ring.replaceChildren(
          draw("circle", { cx: plot.x(row[0]), cy: plot.y(row[1]), r: 6 }),
          draw("text", { x: plot.x(row[0]), y: plot.y(row[1]) - 11, "text-anchor": "middle" }, number(row[1], 2)),
        );
        ring.setAttribute("class", `ring ink-${chosen.ally.indexOf(iso3) + 1}`);
        say(view, words(iso3, row), quiet);
      };
      const lines = shown.map((iso3, n) => {
        const rows = rowsOf(iso3);
        const group = draw(
          "g",
          { class: `series ink-${chosen.ally.indexOf(iso3) + 1}`, "data-ally": iso3 },
          line(rows, plot.x, plot.y),
          draw("text", { x: end, y: labels[n] }, narrow ? names[iso3] : `${names[iso3]} ${number(rows.at(-1)[1], 2)}`),
        );
        const move = (year) => {
          const row = rows.find((other) => other[0] === year);
          at(group, year, words(iso3, row));
          show(iso3, row, true);
        };
        slides(group, names[iso3], rows.map(([year]) => year), move);
        at(group, rows.at(-1)[0], words(iso3, rows.at(-1)));
        group.addEventListener("focus", () => move(Number(group.getAttribute("aria-valuenow"))));
        group.addEventListener("blur", () => ring.replaceChildren());
        return group;
      });
      const point = (event) => {
        const year = nearestYear(event, plot, years);
        const [, height] = plot.spot(event);
        const near = shown
          .map((iso3) => [iso3, rowsOf(iso3).find((row) => row[0] === year)])
          .filter(([, row]) => row)
          .sort((one, other) => Math.abs(plot.y(one[1][1]) - height) - Math.abs(plot.y(other[1][1]) - height));
        if (near.length) show(...near[0]);
      };
      plot.root.addEventListener("pointermove", point);
      plot.root.addEventListener("pointerdown", point);
      const named = levels.map(([, words], n) => draw("text", { x: end, y: labels[shown.length + n] }, words));
      plot.root.append(draw("g", { class: "behind", "aria-hidden": "true" }, named), ...lines, ring);
      view.box.append(plot.root);
      if (focused) lines.find((group) => group.dataset.ally === focused)?.focus();
    };

    const update = (keep) => {
      const edition = data.editions[chosen.edition];
      for (const label of boxes) {
        const box = label.firstChild;
        box.checked = chosen.ally.includes(box.value);
        box.disabled = !box.checked && chosen.ally.length >= MOST;
        label.className = box.disabled ? "off" : "";
      }
      set(view.section, "paths-edition", chosen.edition);
      const shown = chosen.ally.filter(rowsOf);
      const without = chosen.ally.filter((iso3) => !rowsOf(iso3)).map(
        (iso3) => `${capital(the(names[iso3]))} has ${data.unarmed.includes(iso3) ? "no armed forces and no figure" : "no figure in this edition"}.`,
      );
      say(view, [shown.length ? `${listing(shown.map((iso3) => names[iso3]))}, edition ${edition.name}.` : "Choose an ally.", ...without].join(" "));
      const years = [...new Set(shown.flatMap(rowsOf).map(([year]) => year))].sort();
      view.below.replaceChildren(
        el("p", {}, "Point at the chart, or reach a line with Tab and move along it with the arrow keys. Dashed lines and hollow dots are estimates of the edition, all else outcomes."),
        el(
          "details",
          {},
          el("summary", {}, "The values as a table"),
          table(
            `Defence expenditure in % of GDP, edition ${edition.name}; ${edition.basis}; e: estimate`,
            ["Year", ...shown.map((iso3) => `${names[iso3]}, % of GDP`)],
            years.map((year) => [
              String(year),
              ...shown.map((iso3) => {
                const row = rowsOf(iso3).find((other) => other[0] === year);
                return row && marked(row);
              }),
            ]),
          ),
        ),
        el("p", {}, "Data: ", link(host, "figures/spending-share-paths.csv", "CSV of the figure"), " (edition ", data.editions[full.at(-1)].name, "); ", link(host, "data/defence-expenditure.csv", "CSV of all editions"), ". Shares are shown as printed, to two decimals."),
      );
      if (keep) remember("paths", { ally: chosen.ally.join(","), edition: chosen.edition });
      render();
    };
    return { view, render, update, read };
  };

  // One ally in all editions.

  const editions = (host) => {
    const data = window.bookData.shares;
    const names = data.allies;
    const all = Object.keys(data.editions);
    const chosen = {};
    const found = (iso3) => all.map((edition) => [edition, data.editions[edition].rows[iso3]]).filter(([, rows]) => rows);
    const yearsOf = (iso3) => [...new Set(found(iso3).flatMap(([, rows]) => rows.map(([year]) => year)))].sort();
    const of = (year) =>
      found(chosen.ally)
        .map(([edition, rows]) => [edition, rows.find((row) => row[0] === year)])
        .filter(([, row]) => row);
    const spanOf = (year) => {
      const values = of(year).map(([, row]) => row[1]);
      return minus(Math.max(...values), Math.min(...values));
    };
    const fit = (year) => {
      const years = yearsOf(chosen.ally);
      // Without a year of one's own, that on which the editions differ most.
      chosen.year = among(year, years, [...years].sort((one, other) => spanOf(other) - spanOf(one))[0]);
    };
    const read = () => {
      const wanted = asked("editions");
      chosen.ally = among(wanted.get("ally"), Object.keys(names), host.dataset.ally || data.start.ally);
      fit(Number(wanted.get("year")));
    };
    read();
    const view = parts(
      host,
      "What each edition says: choose ally and year",
      el(
        "div",
        { class: "explore-controls" },
        select("editions", "ally", "Ally", Object.entries(names), chosen.ally, (value) => {
          chosen.ally = value;
          fit(chosen.year);
          update(true);
        }),
        select("editions", "year", "Year", [], "", (value) => {
          chosen.year = Number(value);
          update(true);
        }),
      ),
    );
    const name = (edition) => data.editions[edition].name;
    const words = () => {
      const rows = of(chosen.year);
      const said = rows.map(([edition, [, value, estimate]]) => `${number(value, 2)} % in ${name(edition)} (${status(estimate)})`);
      const apart = rows.length > 1 ? `. Between the lowest and the highest: ${number(spanOf(chosen.year), 2)} points` : "";
      return `${names[chosen.ally]} ${chosen.year}: ${listing(said)}${apart}.`;
    };
    const lined = () => found(chosen.ally).filter(([edition, rows]) => data.editions[edition].full && rows.length > 1).reverse();

    const render = () => {
      const focused = view.box.contains(document.activeElement);
      view.box.replaceChildren();
      const years = yearsOf(chosen.ally);
      if (!years.length) return;
      const series = lined();
      const others = found(chosen.ally).filter(([edition]) => !series.some(([other]) => other === edition));
      const values = found(chosen.ally).flatMap(([, rows]) => rows.map(([, value]) => value));
      // The name of the guideline stands where the lines are farther from it.
      const newest = found(chosen.ally).at(-1)[1].map(([, value]) => Math.abs(value - data.levels.guideline));
      const [there, here] = [newest.slice(0, 3), newest.slice(-3)].map((few) => Math.min(...few));
      const step = Math.max(...values) - Math.min(...values) > 2.5 ? 1 : 0.5;
      const plot = canvas(view.box, `Share of GDP of ${the(names[chosen.ally])} by year, one line for each edition`, {
        first: years[0],
        last: years.at(-1),
        low: Math.max(0, Math.floor((Math.min(...values) - step / 10) / step) * step),
        high: ceiling(values, step),
        step,
        right: 18,
        levels: [[data.levels.guideline, `guideline ${level(data.levels.guideline)} %`]],
        levelsLeft: there > here,
      });
      plot.root.append(
        ...others.flatMap(([, rows]) => rows.map(([year, value]) => draw("circle", { class: "single", cx: plot.x(year), cy: plot.y(value), r: 4 }))),
        ...series.map(([, rows], n) => draw("g", { class: `series ink-${n + 1}`, "aria-hidden": "true" }, line(rows, plot.x, plot.y))).reverse(),
      );
      const cursor = draw("g", { class: "ring" });
      const area = draw("rect", { class: "area", x: plot.left, y: plot.top, width: plot.width - plot.left - plot.right, height: plot.height - plot.top - plot.bottom });
      const mark = () => {
        const x = plot.x(chosen.year);
        cursor.replaceChildren(
          draw("line", { x1: x, x2: x, y1: plot.top, y2: plot.height - plot.bottom }),
          ...of(chosen.year).map(([, row]) => draw("circle", { cx: x, cy: plot.y(row[1]), r: 6 })),
        );
        at(area, chosen.year, words());
      };
      const move = (year, quiet) => {
        if (year === chosen.year) return;
        chosen.year = year;
        mark();
        tell(true, quiet);
      };
      slides(area, "Year", years, (year) => move(year, true));
      const point = (event) => move(nearestYear(event, plot, years), false);
      plot.root.addEventListener("pointermove", point);
      plot.root.addEventListener("pointerdown", point);
      plot.root.append(cursor, area);
      mark();
      view.box.append(
        el("ul", { class: "explore-key" }, series.map(([edition], n) => el("li", { class: `ink-${n + 1}` }, name(edition))), others.length ? el("li", { class: "single" }, "known in part only") : null),
        plot.root,
      );
      if (focused) area.focus();
    };
    const tell = (keep, quiet) => {
      set(view.section, "editions-year", chosen.year);
      const rows = of(chosen.year);
      if (!rows.length) {
        say(view, `${capital(the(names[chosen.ally]))} has ${data.unarmed.includes(chosen.ally) ? "no armed forces and no figure" : "no figure"}.`);
        view.below.replaceChildren();
        return;
      }
      say(view, words(), quiet);
      const most = Math.max(...rows.map(([, [, value]]) => decimals(value)));
      view.below.replaceChildren(
        table(
          `${names[chosen.ally]} ${chosen.year}, edition by edition`,
          ["Edition", "Share, % of GDP", "Change on the edition before, points", "Status", "Basis of the share"],
          rows.map(([edition, row], n) => [
            name(edition),
            printed(row[1], most),
            n ? number(minus(row[1], rows[n - 1][1][1]), 2, true) : null,
            { words: status(row[2]) },
            { words: data.editions[edition].basis },
          ]),
        ),
        el("p", {}, `Shares of GDP only: amounts of money in current and in constant prices are not compared. The scale of the chart need not begin at zero; where lines lie on one another, that of the newest edition is on top. Left out, because it prints one decimal: ${listing(data.left_out)}. Move the year with the arrow keys when the chart has the focus.`),
        el("p", {}, "Data: ", link(host, "figures/spending-revisions.csv", "CSV of the figure"), "; ", link(host, "data/defence-expenditure.csv", "CSV of all editions"), "."),
      );
      if (keep) remember("editions", { ally: chosen.ally, year: chosen.year });
    };
    const update = (keep) => {
      set(view.section, "editions-ally", chosen.ally);
      view.section.querySelector("#editions-year").replaceChildren(...yearsOf(chosen.ally).map((year) => el("option", { value: year }, String(year))));
      tell(keep);
      render();
    };
    return { view, render, update, read };
  };

  // The way to a target.

  const needs = (host) => {
    const data = window.bookData.needs;
    const names = data.allies;
    const [lowest, highest] = [data.levels.guideline, data.levels.total];
    const chosen = {};
    const read = () => {
      const wanted = asked("needs");
      chosen.edition = among(wanted.get("edition"), Object.keys(data.editions), Object.keys(data.editions).at(-1));
      const rows = data.editions[chosen.edition].rows;
      const farthest = Object.keys(rows).sort((one, other) => rows[one].share - rows[other].share)[0];
      chosen.ally = among(wanted.get("ally"), Object.keys(names), host.dataset.ally || farthest);
      const target = Number(wanted.get("target") || data.levels.core);
      chosen.target = target >= lowest && target <= highest ? target : data.levels.core;
      chosen.year = among(Number(wanted.get("year")), horizons, data.horizon);
      chosen.gdp = among(wanted.get("gdp"), ["decade", "none"], "decade");
    };
    const last = Math.max(...Object.values(data.editions).map(({ years }) => years[1]));
    const horizons = [];
    for (let year = last + 2; year <= data.horizon + 5; year++) horizons.push(year);
    read();
    const change = (name, turn = String) => (value) => {
      chosen[name] = turn(value);
      update(true);
    };
    const target = el("input", {
      id: "needs-target",
      type: "number",
      min: lowest,
      max: highest,
      step: "0.1",
      autocomplete: "off",
      onchange: () => {
        const value = target.valueAsNumber;
        chosen.target = Number.isFinite(value) ? Math.min(highest, Math.max(lowest, value)) : chosen.target;
        update(true);
      },
    });
    const view = parts(
      host,
      "The way to a target: what would an ally have to spend?",
      el(
        "div",
        { class: "explore-controls" },
        select("needs", "ally", "Ally", Object.entries(names), chosen.ally, change("ally")),
        el("p", {}, el("label", { for: "needs-target" }, `Target, % of GDP (${level(lowest)} to ${level(highest)})`), target),
        select("needs", "year", "To be reached in", horizons.map((year) => [year, String(year)]), chosen.year, change("year", Number)),
        select("needs", "gdp", "Growth of GDP assumed", [["decade", "as in the ten years before"], ["none", "none"]], chosen.gdp, change("gdp")),
        select("needs", "edition", "Edition of NATO’s tables", Object.entries(data.editions).map(([edition, { name }]) => [edition, name]).reverse(), chosen.edition, change("edition")),
      ),
    );

    const compute = () => {
      const row = data.editions[chosen.edition].rows[chosen.ally];
      if (!row) return null;
      const years = chosen.year - row.year;
      const gdp = chosen.gdp === "decade" && row.growth != null ? row.growth : 0;
      const factor = (chosen.target / row.share) ** (1 / years);
      const path = [];
      for (let n = 0; n <= years; n++) {
        const share = n === years ? chosen.target : row.share * factor ** n;
        path.push([row.year + n, share, row.gdp == null ? null : (share / 100) * row.gdp * (1 + gdp / 100) ** n]);
      }
      return {
        row,
        years,
        gdp,
        path,
        gap: chosen.target - row.share,
        current: row.current == null ? null : ((chosen.target - row.share) / 100) * row.current,
        required: growthNeeded(row.share, chosen.target, years, gdp),
        outgrow: growthNeeded(row.share, chosen.target, years, 0),
        reached: Number(number(row.share, 2)) >= chosen.target,
      };
    };

    const render = () => {
      const found = compute();
      view.box.replaceChildren();
      if (!found || found.reached) return;
      const years = found.path.map(([year]) => year);
      const plot = canvas(view.box, `The share of GDP of ${the(names[chosen.ally])} on the way to the target, by year`, {
        first: years[0],
        last: years.at(-1),
        high: ceiling([chosen.target]),
        right: 56,
        levels: [[chosen.target, `target ${level(chosen.target)} %`]],
      });
      const ring = draw("g", { class: "ring ink-1", "aria-hidden": "true" });
      const words = ([year, share, spent]) =>
        `${names[chosen.ally]} ${year}: ${number(share, 2)} % of GDP${spent == null ? "" : `, ${billions(spent)} billion US$ at constant ${data.editions[chosen.edition].base} prices`}`;
      const way = draw("g", { class: "series ink-1" }, line(found.path.map(([year, share], n) => [year, share, n ? 1 : found.row.estimate]), plot.x, plot.y));
      const show = (year, quiet) => {
        const part = found.path.find((other) => other[0] === year);
        ring.replaceChildren(
          draw("circle", { cx: plot.x(year), cy: plot.y(part[1]), r: 6 }),
          draw("text", { x: plot.x(year), y: plot.y(part[1]) + 22, "text-anchor": "middle" }, number(part[1], 2)),
        );
        at(way, year, words(part));
        say(view, words(part), quiet);
      };
      slides(way, "Year on the way", years, (year) => show(year, true));
      at(way, years[0], words(found.path[0]));
      way.addEventListener("focus", () => show(Number(way.getAttribute("aria-valuenow")), true));
      way.addEventListener("blur", () => ring.replaceChildren());
      const point = (event) => show(nearestYear(event, plot, years));
      plot.root.addEventListener("pointermove", point);
      plot.root.addEventListener("pointerdown", point);
      plot.root.append(way, ring, draw("text", { class: "end ink-1", x: plot.x(years.at(-1)) + 9, y: plot.y(chosen.target) + 4 }, number(chosen.target, 2)));
      view.box.append(plot.root);
    };

    const update = (keep) => {
      for (const name of ["ally", "target", "year", "gdp", "edition"]) set(view.section, `needs-${name}`, chosen[name]);
      const edition = data.editions[chosen.edition];
      const found = compute();
      const ally = capital(the(names[chosen.ally]));
      view.result?.remove();
      if (keep) remember("needs", chosen);
      if (!found || found.reached) {
        say(
          view,
          found
            ? `${ally} is at ${number(found.row.share, 2)} % of GDP in ${found.row.year} (${status(found.row.estimate)}, edition ${edition.name}), at or above ${level(chosen.target)} %: this target asks for no more.`
            : `${ally} has ${data.unarmed.includes(chosen.ally) ? "no armed forces and no figure" : "no figure in this edition"}.`,
        );
        view.below.replaceChildren();
        render();
        return;
      }
      const { row, years, path } = found;
      const [from, to] = edition.years;
      const broken = row.growth == null ? null : edition.breaks[chosen.ally];
      const assumed =
        row.growth == null || chosen.gdp === "none"
          ? "if GDP does not grow: by so much spending must outgrow GDP"
          : `if GDP grows by ${number(row.growth, 1)} % a year, as from ${from} to ${to}`;
      const money = path[0][2] != null;
      view.result = el(
        "dl",
        { class: "explore-result" },
        el("div", {}, el("dt", {}, "Distance"), el("dd", { "data-value": found.gap }, el("b", {}, `${number(minus(chosen.target, row.share), 2)} points of GDP`), `from ${number(row.share, 2)} % in ${row.year} (${status(row.estimate)}) to ${level(chosen.target)} %`)),
        el("div", {}, el("dt", {}, "Growth of spending needed"), el("dd", { "data-value": found.required }, el("b", {}, `${number(found.required, 1)} % a year`), `after inflation, for ${years} ${years === 1 ? "year" : "years"}, ${assumed}`)),
        found.current == null
          ? null
          : el("div", {}, el("dt", {}, "Distance in money of today"), el("dd", { "data-value": found.current }, el("b", {}, `${billions(found.current)} billion US$ a year`), `at current prices and exchange rates of ${row.year}`)),
        money
          ? el("div", {}, el("dt", {}, `Spending in ${chosen.year}`), el("dd", { "data-value": path.at(-1)[2] }, el("b", {}, `${billions(path.at(-1)[2])} billion US$`), `at constant ${edition.base} prices and exchange rates, against ${billions(path[0][2])} billion in ${row.year}`))
          : null,
      );
      view.box.before(view.result);
      say(view, `${ally}: spending would have to grow by ${number(found.required, 1)} % a year after inflation to reach ${level(chosen.target)} % of GDP in ${chosen.year}. Edition ${edition.name}.`);
      view.below.replaceChildren(
        el(
          "details",
          {},
          el("summary", {}, "Year by year"),
          table(
            `${names[chosen.ally]} on the way to ${level(chosen.target)} % of GDP in ${chosen.year}; computed, no forecast`,
            ["Year", "Share, % of GDP", "More than the year before, points", ...(money ? [`Spending, US$ billion, constant ${edition.base} prices`, "More than the year before, US$ billion"] : [])],
            path.map(([year, share, spent], n) => [
              String(year),
              number(share, 2),
              n ? number(minus(share, path[n - 1][1]), 2, true) : null,
              ...(money ? [number(spent / 1000, 1), n ? number((spent - path[n - 1][2]) / 1000, 1, true) : null] : []),
            ]),
          ),
        ),
        el(
          "details",
          {},
          el("summary", {}, "How it is computed, and what is assumed"),
          el(
            "ul",
            {},
            el("li", {}, "Growth needed = (target ÷ share)^(1 ÷ years) × (1 + growth of GDP) − 1, as in the chapter on spending. Spending grows at one rate, so the share does too: the points added are more each year. It is no straight line."),
            el("li", {}, row.growth == null ? `The edition of ${edition.name} does not hold GDP at constant prices for ten years, so that no growth of GDP can be assumed.` : `Growth of GDP: the average of ${from} to ${to}, ${number(row.growth, 1)} % a year after inflation. Without growth of GDP spending would have to grow by ${number(found.outgrow, 1)} % a year.`),
            broken ? el("li", {}, `${names[chosen.ally]}: the step of GDP into ${broken[0]} is left out (${broken[1]}).`) : null,
            el("li", {}, money ? `Money is the share times GDP. At constant ${edition.base} prices and exchange rates it can be compared from year to year; at current prices it says what the distance is now. The two are not mixed.` : "This edition holds no amounts of money."),
            el("li", {}, `NATO’s tables hold core spending. Of the ${level(highest)} % total up to ${level(highest - data.levels.core)} may be met by other spending, which they do not hold.`),
            el("li", {}, "It is arithmetic, neither a forecast nor a plan."),
          ),
        ),
        el("p", {}, "Data: ", link(host, "figures/spending-growth-needed.csv", "CSV of the figure"), "; ", link(host, "data/defence-expenditure.csv", "CSV of all editions"), "."),
      );
      render();
    };
    return { view, render, update, read };
  };

  const kinds = { paths, editions, needs };
  const show = (host) => {
    const { view, render, update, read } = kinds[host.dataset.view](host);
    update(false);
    let width = view.box.clientWidth;
    new ResizeObserver(() => {
      if (view.box.clientWidth && view.box.clientWidth !== width) {
        width = view.box.clientWidth;
        render();
      }
    }).observe(view.box);
    window.addEventListener("hashchange", () => {
      if (new URLSearchParams(location.hash.slice(1)).get("view") !== host.dataset.view) return;
      read();
      update(false);
    });
  };
  window.bookViews = { show, number, growthNeeded };
})();
