"""Each claim has an entry with an address, its evidence and a citation; nothing in it becomes markup."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import rispy
from pybtex.database import parse_string

from lib import citation, claims, ledger, register, seeds


class Entries(HTMLParser):
    """The claims of a ledger by id: their attributes, the links in them and their text."""

    def __init__(self, text):
        super().__init__()
        self.claims, self.scripts, self._now = {}, 0, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.scripts += tag == "script"
        if tag == "article":
            self._now = self.claims[found["id"]] = {"about": found, "links": [], "text": ""}
        elif tag == "a" and self._now:
            self._now["links"].append(found["href"])

    def handle_data(self, data):
        if self._now:
            self._now["text"] += data


@pytest.fixture(scope="module")
def judged():
    return claims.judged()


@pytest.fixture(scope="module")
def entries(judged):
    return Entries(ledger.html(judged)).claims


def test_every_claim_has_an_entry_under_its_address(judged, entries):
    assert list(entries) == [f"claim-{item.claim.id}" for item in judged]


def test_an_entry_shows_the_printed_value_beside_the_computed_one(entries):
    text = entries["claim-c24"]["text"]
    assert "Printed: 111 billion euros." in text
    assert "Computed: 110.7 billion euros." in text


def test_an_entry_leads_to_its_rows_its_figures_and_its_sources(entries):
    links = entries["claim-c29"]["links"]
    assert any(link.startswith("../data/contact-group-meetings") and "#row-" in link for link in links)
    assert "../figures/contact-group-intervals.html" in links
    assert any(link.startswith("https://") for link in links)


def test_a_judged_entry_says_what_would_change_it(entries):
    assert "What would change the verdict" in entries["claim-c06"]["text"]
    assert "What would change the verdict" not in entries["claim-c24"]["text"]


def test_an_entry_can_be_filtered_by_article_kind_verdict_and_basis(entries):
    about = entries["claim-c24"]["about"]
    assert [about[f"data-{name}"] for name in ("article", "kind", "verdict", "basis")] == [
        "001",
        "number",
        "supported",
        "recomputed",
    ]


def test_markup_in_a_claim_stays_text(judged):
    evil = '<script>alert("1")</script>'
    item = replace(judged[0], claim=replace(judged[0].claim, claim=evil))
    page = Entries(ledger.html([item]))
    assert page.scripts == 0
    assert evil in page.claims["claim-c87"]["text"]


@pytest.mark.parametrize("style", citation.STYLES)
def test_a_claim_is_cited_with_its_verdict_its_day_and_its_address(style):
    # BibTeX wants a backslash before the sign that leads to a place on a page.
    text = citation.cite(register.citable("claim-c34"), style).replace("\\#", "#")
    for part in ("c34", "001", "outdated", "Sharing the Burden", "chapters/fact-check.html#claim-c34"):
        assert part in text


def test_reference_managers_read_the_citation_of_a_claim():
    item = register.citable("claim-c24")
    assert "claim-c24" in parse_string(citation.cite(item, "bibtex"), "bibtex").entries
    assert rispy.loads(citation.cite(item, "ris"))[0]["urls"] == [item["URL"]]
    assert json.loads(citation.cite(item, "csl-json"))[0]["id"] == "claim-c24"


def test_every_figure_that_an_entry_names_is_published():
    published = set((seeds.SEEDS / "figure-ids.txt").read_text(encoding="utf-8").split())
    named = {
        id
        for article in seeds.documents()
        for claim in article.claims
        for id in claim.facts.get("figures") or ()
    }
    assert named <= published
