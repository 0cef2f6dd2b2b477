"""Helpers that the chapters of the book import, and the command `book`.

Where to look:

- what the book speaks of, and its errors: `records`; what the book says of itself: `edition`
- inputs: `seeds` (the only reader), `tables` (one file and its description); what must hold for them: `checks`,
  `articles`; which rows a value comes from: `provenance`
- measures, table in, table out: `spending`, `revisions`, `targets` (NATO's tables); `alliance`, `definitions`,
  `funding` (members, commitments, what counts, common budgets); `meetings` (contact group), `support` (aid);
  `rhetoric`, `attendance`, `paired`, `reliability` (the two secretaries)
- a brief per ally: `briefs` (measures), `brief_parts`, `brief_rows` (what each sentence rests on), `brief_leads`
  (which sentences come first), `brief_facts`, `brief_table`, `brief_charts`
- claims of the articles: `claims` (recomputes every verdict), one module per subject, `claims_...`, each giving
  `findings` by the rules of `tolerances`; `verdicts` (counts), `ledger` (entries on the page)
- sentences and titles that follow the tables: one module per subject, `..._words`
- drawing: `style` and `book.mplstyle`, `charts` (forms shared by all), and one module per subject, `..._charts`;
  `contrast` (what is too faint), `dark` (the same drawing on dark paper)
- on the page: `figures` (publish a chart), `exports` (its files), `drawn` (its data against its marks), `numbers` (a
  number in a sentence), `page` (small tables); `prose` (sentences, and digits that somebody typed)
- after the chapters have run: `stored` (what they hold), `variants` (a run under another edition), `register` (all
  figures), `citation`
- running: `chapters` (names, files), `parameters`, `inputs` (what a run rests on), `runs` (what is stale; storing),
  `execution` (one run), `engine` (its cells, within limits), `kernels` and `preloaded` (warm kernels), `cluster` and
  `worker` (Dask), `building` (the whole)
- when an output differs: `comparing` (two states of a chapter), `outputs` (of one output), `grids`, `grid_readers`
  (tables), `likeness` (drawings, here and on other platforms), `pictures`; `wording` and `reporting` (told to people),
  `accepting` (the commands `compare` and `accept`)
- that failures lose nothing: `locks` (one build at a time), `scratch` (folders of what is under way), `guard` (no
  process outlives its command), `private` (what no output may hold), `faults` (errors of the system, in words)
- to prove and to pass on: `manifest` (what a build was made from), `verifying` (built anew, file by file), `release`
- the Sphinx side: `rendering` (the call), `site` (what is common), `figure_site`, `pages`, `excerpts`, `metadata` (figures),
  `number_site`, `number_pages`, `number_texts` (numbers), `data_site`, `data_pages` (rows), `claim_site` (claims),
  `search_site`, `search`, `french` (search), `glossary_site` (terms),
  `brief_site`, `brief_pages`, `brief_text`, `ally_pages` (allies); the frame of every page: `site_files`, `page_body`,
  `typeface`; to be quick: `aside` (work in other processes), `frames` (the frame once for a kind of page), `bibtex`;
  `templates/`, `static/`; `serving` (the built site on this machine)
- `cli`: arguments in, messages out
"""
