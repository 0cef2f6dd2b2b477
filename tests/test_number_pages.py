"""What the pages say of each number, and where every row of a table has its place."""

import hashlib
import json

import nbformat
import pytest

from lib import data_pages, number_pages, number_texts, seeds
from lib.records import CallError, NumberError

EVIL = '<script>alert("1")</script>'
BIB = "@misc{nato-2026, author={NATO}, title={Tables of 2026}, year={2026}, url={https://nato.example/}, keywords={nato}}\n"
TABLE = {
    "name": "shares",
    "path": "tables/shares.csv",
    "title": "Shares of GDP",
    "description": "One share a row.",
    "licenses": [{"name": "CC-BY-4.0", "title": "Terms"}],
    "schema": {
        "fields": [
            {"name": "ally", "type": "string", "description": "Name."},
            {"name": "share_pct", "type": "number", "description": "Per cent of GDP."},
            {"name": "source_id", "type": "string"},
        ]
    },
}
ROWS = {"table": "shares", "where": "ally = Estonia", "lines": "3", "count": 1, "editions": ["2026-07"]}


def number(key, text="5.1", **changes):
    """A number as numbers.glue stores it."""
    book = {
        "key": key,
        "text": text,
        "value": 5.1,
        "digits": 1,
        "unit": "% of GDP",
        "how": "the share that the table prints",
        "rows": [ROWS],
        "sources": ["nato-2026"],
    } | changes
    prefix = "application/papermill.record/"
    return nbformat.v4.new_output(
        "display_data",
        data={f"{prefix}text/plain": repr(text)},
        metadata={"scrapbook": {"name": key, "mime_prefix": prefix}, "book": book},
    )


def write_book(
    root, text, numbers, pages=(), table=TABLE, rows="Latvia,3.7,nato-2026\nEstonia,5.1,nato-2026\n"
):
    """Write a small book: a chapter "shares" with some text and numbers, other pages, one table, one source."""
    (root / "chapters").mkdir(parents=True)
    (root / "seeds" / "tables").mkdir(parents=True)
    (root / "seeds" / "sources.bib").write_text(BIB)
    lines = ",".join(field["name"] for field in table["schema"]["fields"]) + f"\n{rows}"
    (root / "seeds" / table["path"]).write_text(lines)
    file = {"bytes": len(lines.encode()), "hash": f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"}
    (root / "seeds" / "datapackage.json").write_text(json.dumps({"resources": [table | file]}))
    code = nbformat.v4.new_code_cell("numbers.glue(share)", id="the-code", execution_count=1, outputs=numbers)
    code.metadata["tags"] = ["hide-input"]
    cells = [nbformat.v4.new_markdown_cell(text, id="the-text"), code]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=cells,
        metadata={"kernelspec": kernel, "language_info": {"name": "python", "pygments_lexer": "ipython3"}},
    )
    nbformat.write(notebook, root / "chapters" / "shares.ipynb")
    listed = ["format: jb-book", "root: chapters/index", "chapters:", "  - file: chapters/shares"]
    for name, words in dict(pages).items():
        (root / "chapters" / f"{name}.md").write_text(words)
        if name != "index":
            listed.append(f"  - file: chapters/{name}")
    (root / "_toc.yml").write_text("\n".join(listed))
    return root


def test_a_number_names_its_rows_edition_sources_and_cell_with_their_addresses(tmp_path):
    root = write_book(tmp_path, "# Shares\n\nEstonia spends {glue:text}`est` per cent.", [number("est")])
    about = number_pages.entries(root)["shares", "est"]
    assert (about["text"], about["unit"], about["id"]) == ("5.1", "% of GDP", "shares-est")
    (rows,) = about["rows"]
    assert (rows["table"], rows["where"], rows["count"]) == ("Shares of GDP", "ally = Estonia", "1")
    assert rows["address"] == "data/shares.html#row-3"
    assert about["editions"] == ["July 2026"]
    assert [source["address"] for source in about["sources"]] == ["chapters/sources.html#source-nato-2026"]
    assert about["cell"] == "chapters/shares.html#cell-the-code"


def test_a_number_stands_in_its_sentence_with_all_numbers_in_place(tmp_path):
    text = "# Shares\n\nFirst. **Estonia** spends {glue:text}`est`, [Latvia](x.md) {glue:text}`lva` per cent. Last."
    root = write_book(tmp_path, text, [number("est"), number("lva", "3.7")])
    (place,) = number_pages.entries(root)["shares", "est"]["places"]
    assert place["sentence"] == "<strong>Estonia</strong> spends 5.1, Latvia 3.7 per cent."
    assert place["anchor"] == "number-est"


def test_on_another_page_the_place_of_a_number_names_its_chapter(tmp_path):
    pages = {"index": "Up to {glue:text}`shares.ipynb::est:s` per cent."}
    root = write_book(tmp_path, "Estonia spends {glue:text}`est` per cent.", [number("est")], pages)
    own, other = number_pages.entries(root)["shares", "est"]["places"]
    assert (own["page"], own["anchor"]) == ("shares", "number-est")
    assert (other["page"], other["anchor"]) == ("index", "number-shares-est")
    assert other["sentence"] == "Up to 5.1 per cent."


def test_a_lead_in_and_a_term_stay_with_what_they_lead_to(tmp_path):
    text = "# Shares\n\nOne ally is above: {glue:text}`name`.\n\n{glue:text}`est`\n: per cent is its share.\n"
    root = write_book(tmp_path, text, [number("name", "Estonia"), number("est")])
    known = number_pages.entries(root)
    sentences = [known["shares", key]["places"][0]["sentence"] for key in ("name", "est")]
    assert sentences == ["One ally is above: Estonia.", "5.1 per cent is its share."]


def test_html_in_a_sentence_is_no_markup_and_in_a_number_it_is_text(tmp_path):
    text = f"It is {EVIL} {{glue:text}}`est`."
    root = write_book(tmp_path, text, [number("est", "<b>*5*</b>")])
    (place,) = number_pages.entries(root)["shares", "est"]["places"]
    assert "<" not in place["sentence"]
    assert place["sentence"].endswith(" &lt;b&gt;*5*&lt;/b&gt;.")


def test_numbers_are_listed_in_the_order_of_the_text_and_unused_ones_last(tmp_path):
    text = "First {glue:text}`b`, then {glue:text}`a`."
    root = write_book(tmp_path, text, [number("unused"), number("a"), number("b")])
    (part,) = number_pages.by_chapter(number_pages.entries(root), number_texts.page_texts(root))
    assert [about["key"] for about in part["numbers"]] == ["b", "a", "unused"]


def test_an_unknown_source_is_refused_by_name(tmp_path):
    root = write_book(tmp_path, "Only {glue:text}`a`.", [number("a", sources=["nobody"])])
    with pytest.raises(NumberError, match=r'number "a": expected sources of sources\.bib, found "nobody"'):
        number_pages.entries(root)


def test_a_panel_names_three_sources_and_counts_the_rest(tmp_path):
    root = write_book(tmp_path, "Only {glue:text}`a`.", [number("a", sources=["nato-2026"] * 5)])
    about = number_pages.entries(root)["shares", "a"]
    assert (len(about["first_sources"]), about["more_sources"], len(about["sources"])) == (3, 2, 5)


def test_a_long_list_of_sources_is_given_once(tmp_path):
    many = {"sources": ["nato-2026"] * (number_pages.FOLDED + 1)}
    text = "A {glue:text}`a`, b {glue:text}`b`, c {glue:text}`c`."
    root = write_book(tmp_path, text, [number("a", **many), number("b", **many), number("c")])
    (part,) = number_pages.by_chapter(number_pages.entries(root), number_texts.page_texts(root))
    assert [about["same_sources"] for about in part["numbers"]] == ["", "shares-a", ""]


def test_a_record_of_an_older_run_is_refused_with_the_remedy(tmp_path):
    old = number("a")
    del old.metadata["book"]["rows"]
    root = write_book(tmp_path, "Only {glue:text}`a`.", [old])
    with pytest.raises(
        NumberError, match=r'number "a": expected a record that names its rows.*book run shares'
    ):
        number_pages.entries(root)


def test_many_spans_of_lines_are_cut_in_the_panel_and_lead_to_the_first_row(tmp_path):
    rows = ROWS | {"lines": "2–3, 5, 7, 9", "count": 5}
    lines = "Estonia,5.1,nato-2026\n" * 9
    root = write_book(tmp_path, "Only {glue:text}`a`.", [number("a", rows=[rows])], rows=lines)
    (part,) = number_pages.entries(root)["shares", "a"]["rows"]
    assert (part["first_lines"], part["lines"]) == ("2–3, 5, 7 …", "2–3, 5, 7, 9")
    assert part["address"].endswith("#row-2")


# The rows


def test_the_address_of_a_row_is_its_line_in_the_file():
    assert number_pages.data_address("allies", 2) == "data/allies.html#row-2"
    with pytest.raises(CallError, match=r"Table allies has no row on line 1\. Its rows: lines 2 to 33\."):
        number_pages.data_address("allies", 1)
    with pytest.raises(CallError, match='Did you mean "allies"'):
        number_pages.data_address("alies", 2)


def test_a_row_of_a_cut_table_is_on_the_page_of_its_edition():
    lines = {row[6]: line for line, row in data_pages.cells("defence-expenditure").items()}
    address = number_pages.data_address("defence-expenditure", lines["2023-07"])
    assert address == f"data/defence-expenditure-2023-07.html#row-{lines['2023-07']}"


def test_the_pages_of_every_table_hold_each_of_its_rows_once():
    names = []
    for table in seeds.names():
        parts = data_pages.parts(table)
        names += [part.name for part in parts]
        lines = sorted(line for part in parts for line in part.lines)
        assert lines == list(range(2, len(seeds.table(table)) + 2)), table
    assert len(names) == len(set(names))


def test_a_table_too_long_for_one_page_is_cut_into_pieces_of_about_one_size(tmp_path, monkeypatch):
    monkeypatch.setattr(data_pages, "_PAGE_WEIGHT", 1000)
    root = write_book(tmp_path, "", [], rows="Estonia,5.1,nato-2026\n" * 20)
    parts = data_pages.parts("shares", root / "seeds")
    assert [part.name for part in parts] == [f"shares-{n}" for n in range(1, len(parts) + 1)]
    assert parts[0].label == f"part 1 of {len(parts)}"
    assert max(len(part.lines) for part in parts) - min(len(part.lines) for part in parts) <= 1


def test_cells_are_shown_as_the_file_writes_them(tmp_path):
    root = write_book(tmp_path, "", [], rows="Estonia,5.10,nato-2026\n")
    (part,) = data_pages.parts("shares", root / "seeds")
    shown = data_pages.rows("shares", part, root / "seeds")
    assert shown["rows"] == [
        '<tr id="row-2"><th scope="row"><a href="#row-2">2</a></th><td>Estonia</td><td class="number">5.10</td>'
        '<td><a href="../chapters/sources.html#source-nato-2026">nato-2026</a></td></tr>'
    ]
    assert shown["kinds"] == ["", "number", "source"]
