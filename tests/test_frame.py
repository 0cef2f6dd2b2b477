"""The frame of every page: nothing inline, nothing foreign, nothing left over, and a way to everything else."""

import gzip
import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
import whole
import yaml

from lib import seeds, stored

SEARCH = {"searchindex.js"}
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:")
FIRST_VIEW = 150_000  # bytes over the wire: page, stylesheet, scripts, typeface and the first picture
STYLESHEET = 25_000

built, built_pages = whole.built, whole.built_pages


@pytest.fixture(scope="session")
def texts(built_pages):
    return {path: path.read_text(encoding="utf-8") for path in built_pages}


def local(path, built):
    return str(path.relative_to(built))


def toc():
    listed = yaml.safe_load((seeds.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [listed["root"], *(entry["file"] for entry in listed["chapters"])]


def test_every_page_forbids_all_that_is_not_its_own(built, built_pages):
    policies = set()
    for path, page in built_pages.items():
        (policy,) = [
            meta["content"]
            for meta in page.all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        tags = [tag for tag, attrs in page.elements if tag in ("script", "link") or "http-equiv" in attrs]
        assert tags[0] == "meta", local(path, built)  # what stands before it is not bound by it
        policies.add(policy)
    (policy,) = policies
    rules = dict(rule.split(maxsplit=1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'" and rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert not [word for word in FORBIDDEN if word in policy]


def test_no_page_has_a_script_a_style_or_a_handler_in_it(built, built_pages):
    inline = [
        f"{local(path, built)}: {tag} {attrs}"
        for path, page in built_pages.items()
        for tag, attrs in page.elements
        if tag == "style"
        or (tag == "script" and "src" not in attrs and attrs.get("type") != "application/ld+json")
        or any(name == "style" or name.startswith("on") for name in attrs)
    ]
    assert inline == []


def test_no_page_tells_another_where_its_reader_comes_from(built_pages):
    for page in built_pages.values():
        assert [m["content"] for m in page.all("meta") if m.get("name") == "referrer"] == ["no-referrer"]


def test_no_page_loads_a_script_that_is_not_the_books_own_except_the_search(built, built_pages):
    own = {path.name for path in (seeds.ROOT / "lib" / "static").glob("*.js")}
    for path, page in built_pages.items():
        loaded = {script["src"].rpartition("/")[2] for script in page.all("script") if "src" in script}
        expected = own | SEARCH if path.name == "search.html" else own
        assert loaded <= expected, local(path, built)


def test_what_lies_beside_the_pages_is_used_by_them(built, built_pages):
    linked = set()
    for path, page in built_pages.items():
        for _, attrs in page.elements:
            for name in ("href", "src"):
                address = urlsplit(attrs.get(name) or "").path
                if address.startswith("/"):
                    linked.add((built / address[1:]).resolve())
                elif address:
                    linked.add((path.parent / address).resolve())
            # What a view loads once it is asked for.
            linked |= {(path.parent / part).resolve() for part in (attrs.get("data-loads") or "").split()}
    css = (built / "_static" / "book.css").read_text(encoding="utf-8")
    linked |= {built / "_static" / name for name in re.findall(r"url\(([^)]*)\)", css)}
    lying = {
        path
        for folder in ("_static", "_sources", "_images")
        for path in (built / folder).rglob("*")
        if path.is_file()
    }
    # The licence of the typeface has to go along with it, linked or not.
    assert lying - linked == {built / "_static" / "typeface-licence.txt"}
    assert not (built / ".buildinfo").exists()


def test_every_page_has_a_title_a_description_a_language_and_one_heading_above_all(built, built_pages, texts):
    for path, page in built_pages.items():
        name = local(path, built)
        assert [html["lang"] for html in page.all("html")] == ["en-GB"], name
        assert re.search(r"<title>[^<]+</title>", texts[path]), name
        described = [meta for meta in page.all("meta") if meta.get("name") == "description"]
        if not [meta for meta in page.all("meta") if meta.get("name") == "robots"]:
            assert [bool(meta["content"].strip()) for meta in described] == [True], name
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{name}: {levels}"


def test_every_page_has_its_landmarks_and_a_way_past_them(built, built_pages):
    for path, page in built_pages.items():
        name = local(path, built)
        tags = [tag for tag, _ in page.elements]
        assert (tags.count("main"), tags.count("article") >= 1) == (1, True), name
        assert "header" in tags and "footer" in tags, name
        labels = [nav["aria-label"] for nav in page.all("nav")]
        assert "Chapters" in labels and len(labels) == len(set(labels)), name
        assert page.all("a")[0]["href"] == "#main" and "main" in page.ids, name


def test_every_page_leads_to_every_chapter_and_list_and_says_where_it_is(built, built_pages):
    lists = [name for name in ("allies.html", "figures.html", "numbers.html", "data/index.html")]
    wanted = {(built / name).resolve() for name in [*(f"{file}.html" for file in toc()), *lists]}
    for path, page in built_pages.items():
        folder = built if path.name == "404.html" else path.parent
        led = {
            (folder / urlsplit(a["href"]).path.lstrip("/")).resolve() if urlsplit(a["href"]).path else path
            for a in page.all("a")
        }
        here = {built / "chapters" / "index.html"} if path == built / "index.html" else set()
        assert wanted <= led | here, local(path, built)
        current = [a for a in page.all("a") if a.get("aria-current") == "page"]
        assert len(current) == (path in wanted or path == built / "index.html"), local(path, built)


def test_chapters_follow_one_another_by_their_titles(built, texts):
    files = toc()
    titles = {
        file: re.findall(r"<h1>(.*?)<a class=\"headerlink\"", texts[built / f"{file}.html"])[0]
        for file in files
    }
    for before, after in pairwise(files):
        assert re.search(
            rf'<a rel="next" href="{after.rpartition("/")[2]}.html"><span>Next</span> {re.escape(titles[after])}</a>',
            texts[built / f"{before}.html"],
        )
        assert re.search(
            rf'<a rel="prev" href="{before.rpartition("/")[2]}.html">', texts[built / f"{after}.html"]
        )


def test_every_chapter_opens_with_its_answer_the_time_it_takes_and_its_notebook(built, texts):
    for path in stored.notebooks():
        text = texts[built / path.replace(".ipynb", ".html")]
        head = text.partition("</h1>")[2]
        assert re.match(
            r'\s*<p class="page-facts">About \d+ minutes? to read · <a href="\.\./_sources/[^"]+\.ipynb" download>'
            r'The notebook</a></p>\s*<p class="rerun-elsewhere">.*?</details>\s*<div class="at-a-glance"><p class="label">At a glance</p>\s*<p>',
            head,
            re.DOTALL,
        ), path


def test_every_picture_is_loaded_when_it_comes_near_and_of_two_drawings_the_shown_one_alone(
    built, built_pages
):
    for path, page in built_pages.items():
        assert [image for image in page.all("img") if image.get("loading") != "lazy"] == [], local(
            path, built
        )


def test_the_front_page_stands_at_the_root_of_the_site(built, built_pages):
    front, root = built_pages[built / "chapters" / "index.html"], built_pages[built / "index.html"]
    assert front.text == root.text
    for page in (front, root):
        (address,) = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
        assert urlsplit(address).path == "/"
    assert [meta for meta in root.all("meta") if meta.get("http-equiv", "").lower() == "refresh"] == []


def test_the_front_page_gives_question_answer_and_picture_before_all_else(built, texts):
    article = texts[built / "index.html"].partition("<article>")[2]
    places = [article.index(part) for part in ("</h1>", "?</p>", "at-a-glance", "<img", "<h2")]
    assert places == sorted(places)


def test_the_page_for_lost_readers_holds_at_any_depth(built, built_pages):
    page = built_pages[built / "404.html"]
    addresses = [
        attrs[name] for _, attrs in page.elements for name in ("href", "src", "action") if attrs.get(name)
    ]
    assert [a for a in addresses if not a.startswith(("/", "#", "https://"))] == []
    assert [form["action"] for form in page.all("form")] == ["/search.html"]


def test_every_page_can_search_without_a_script_of_its_own(built, built_pages):
    for path, page in built_pages.items():
        forms = [
            form
            for form in page.all("form")
            if form.get("action", "").endswith("search.html") or form.get("action") == "#"
        ]
        assert [form["method"] for form in forms] == ["get"], local(path, built)


def test_the_first_view_of_a_chapter_is_light(built, built_pages):
    static = built / "_static"
    assert (static / "book.css").stat().st_size < STYLESHEET
    typeface = sum(path.stat().st_size for path in static.glob("*.woff2"))
    shown = [
        "index",
        *toc(),
        "figures/spending-share-change",
        *(f"allies/{p.stem}" for p in (built / "allies").glob("*.html")),
    ]
    for name in shown:
        path = built / f"{name}.html"
        page = built_pages[path]
        loaded = [path, static / "book.css"]
        loaded += [
            (path.parent / script["src"]).resolve() for script in page.all("script") if "src" in script
        ]
        loaded += [(path.parent / image["src"]).resolve() for image in page.all("img")[:1]]
        weight = typeface + sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in loaded)
        assert weight < FIRST_VIEW, f"{name}: {weight}"
