"""The text of the built pages, made ready for editions that are no site: what is clicked goes, what is read stays."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

from lib import chapters, edition, inputs
from lib.records import BookError

# What serves only a reader at a screen, by XPath.
_LEFT_OUT = (
    "//a[contains(@class, 'headerlink')]",
    "//p[@class='page-facts' or @class='rerun-elsewhere']",
    "//details[@class='rerun']",
    "//p[@class='figure-links']",
    "//details[contains(@class, 'code')]",
    "//div[contains(@class, 'tag_parameters')]",
    "//img[contains(@class, 'for-dark')]",
    "//*[contains(@class, 'on-screen')]",
    "//div[@class='explore']",
    "//p[@class='row-filter']",
    # What a list of numbers, and the citation of each single claim, say is found at their addresses.
    "//section[@class='number-list']",
    "//dt[following-sibling::*[1][self::dd//span[@class='claim-files']]]",
    "//dd[.//span[@class='claim-files']]",
    "//button | //form | //script | //template | //dialog | //input | //nav",
)
# Attributes that have a meaning on a screen only.
_SCREEN = ("loading", "decoding", "tabindex", "popover", "hidden", "fetchpriority")


@dataclass(frozen=True)
class Part:
    """A page of the site as a part of one text: its short name, its title, and its article as an element of HTML."""

    slug: str
    title: str
    body: HtmlElement


def pages() -> list[str]:
    """Return the pages that an edition on paper holds, in order: the front page, the chapters, then the allies' briefs."""
    _, *others = re.findall(r"chapters/[\w-]+", (inputs.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [
        "index.html",
        *(f"{name}.html" for name in others),
        *(f"allies/{chapters.slug(ally)}.html" for ally in sorted(chapters.allies())),
    ]


def parts(site: Path, names: Sequence[str]) -> list[Part]:
    """Return pages of the site as parts of one text.

    Ids are made unique by the part's short name; links between the pages lead within the text, all others to the
    lasting address of what they mean; pictures are named from the root of the site.
    Raises BookError for a page that is missing or has no article.
    """
    articles = {name: _article(site / name) for name in names}
    ids = {name: set(article.xpath(".//@id")) for name, article in articles.items()}
    return [_part(name, article, ids) for name, article in articles.items()]


def _article(page: Path) -> HtmlElement:
    """Return the article of a page without what serves only a reader at a screen."""
    try:
        (article,) = lxml.html.fromstring(page.read_bytes()).xpath("//main//article[not(ancestor::article)]")
        (_,) = article.xpath(".//h1")
    except (OSError, ValueError) as error:
        raise BookError(f"{page}: expected a page with one article and one title: {error}") from error
    for path in _LEFT_OUT:
        for element in article.xpath(f".{path.replace(' | //', ' | .//')}"):
            element.drop_tree()
    for details in article.iter("details"):
        details.set("open", "")
    return article


def _slug(name: str) -> str:
    return Path(name).stem


def _part(name: str, article: HtmlElement, ids: Mapping[str, set[str]]) -> Part:
    slug = _slug(name)
    for element in article.iter(lxml.etree.Element):
        for attribute in _SCREEN:
            element.attrib.pop(attribute, None)
        if "id" in element.attrib:
            element.set("id", f"{slug}--{element.get('id')}")
        if "src" in element.attrib:
            element.set("src", _from_root(name, element.get("src")))
        if "href" in element.attrib:
            element.set("href", _link(name, element.get("href"), ids))
        for attribute in ("aria-labelledby", "aria-describedby", "headers"):
            if attribute in element.attrib:
                element.set(attribute, " ".join(f"{slug}--{id}" for id in element.get(attribute).split()))
    return Part(slug, " ".join(article.xpath("string(.//h1)").split()), article)


def _from_root(page: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def _link(page: str, address: str, ids: Mapping[str, set[str]]) -> str:
    """Return where a link of a page leads to in the text, or the lasting address of what is not in it."""
    parsed = urlsplit(address)
    if parsed.scheme or parsed.netloc:
        return address
    target = _from_root(page, parsed.path) if parsed.path else page
    if target in ids and not parsed.fragment:
        return f"#{_slug(target)}"
    if target in ids and parsed.fragment in ids[target]:
        return f"#{_slug(target)}--{parsed.fragment}"
    return edition.address(target + (f"#{parsed.fragment}" if parsed.fragment else ""))
