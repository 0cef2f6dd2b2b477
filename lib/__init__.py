"""Helpers that the chapters of the book import, and the command `book`.

Where to look:

- what the book speaks of, and its errors: `records`; what the book says of itself: `edition`
- inputs: `seeds` (the only reader), `tables` (one file and its description); what must hold for them: `checks`,
  `articles`
- measures, table in, table out: `spending`, `revisions`, `targets` (NATO's tables); `alliance`, `definitions` (members,
  commitments, what counts); `support` (contact group and aid); `rhetoric`, `attendance`, `paired`, `reliability`
  (the two secretaries)
- drawing: `style` and `book.mplstyle`, `charts` (forms shared by all), and one module per subject, `..._charts`
- on the page: `figures` (publish a chart), `exports` (its files), `drawn` (its data against its marks), `numbers` (a
  number in a sentence), `page` (small tables)
- after the chapters have run: `stored` (what they hold), `register` (all figures), `citation`
- running and rendering: `runs`; the Sphinx side: `site`, `pages`, `excerpts`, `metadata`, `templates/`, `static/`
- `cli`: arguments in, messages out
"""
