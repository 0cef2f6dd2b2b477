"use strict";
// The ledger of claims: a filter whose choice stands in the address, and entries that open when a link leads to them.
// Without scripts every claim is listed and opens by hand.

const ledger = document.querySelector(".claim-ledger");
if (ledger) {
  const form = ledger.querySelector(".claim-filter");
  const count = ledger.querySelector(".claim-count");
  const claims = [...ledger.querySelectorAll(".claim")];
  const selects = [...form.querySelectorAll("select")];

  const narrow = () => {
    const chosen = selects.filter((select) => select.value);
    for (const claim of claims) {
      claim.hidden = !chosen.every(({ name, value }) => claim.dataset[name] === value);
    }
    const shown = claims.filter((claim) => !claim.hidden).length;
    count.textContent = shown === claims.length ? `${shown} claims` : `${shown} of ${claims.length} claims`;
    return new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString();
  };
  // The address holds either the choice (article=001&verdict=outdated) or one claim (claim-c24).
  const follow = () => {
    const place = decodeURIComponent(location.hash.slice(1));
    const wanted = new URLSearchParams(place.includes("=") ? place : "");
    for (const select of selects) {
      const value = wanted.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    narrow();
    const claim = place.startsWith("claim-") && document.getElementById(place);
    if (claim) {
      claim.querySelector("details").open = true;
      claim.scrollIntoView();
    }
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const choice = narrow();
    history.replaceState(null, "", choice ? `#${choice}` : location.pathname.split("/").pop());
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      narrow();
      history.replaceState(null, "", location.pathname.split("/").pop());
    }),
  );
  window.addEventListener("hashchange", follow);
  follow();
}
