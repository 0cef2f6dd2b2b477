"""No number in prose is typed: it is computed, written one way, and knows the rows it comes from."""

import numpy as np
import pandas as pd
import pytest

from lib import numbers
from lib.provenance import Rows
from lib.records import NumberError

ROWS = Rows("allies", "iso3 = EST", (9,), ("wikipedia-nato",), ())
SHARES = Rows("defence-expenditure", "year = 2025", (2, 3, 4), ("nato-2026",), ("2026-07",))


@pytest.fixture
def published(monkeypatch):
    shown = []
    monkeypatch.setattr(
        numbers, "publish_display_data", lambda data, metadata: shown.append((data, metadata))
    )
    return shown


def test_a_numpy_number_becomes_plain_text_that_the_page_can_show(published):
    numbers.glue("us-share", np.float64(57.065), 1, unit="%", how="US over NATO total", rows=SHARES)
    data, metadata = published[0]
    assert data == {"application/papermill.record/text/plain": "'57.1'"}
    assert metadata["scrapbook"]["name"] == "us-share"
    assert type(metadata["book"]["value"]) is float


def test_a_number_says_its_unit_its_formula_its_rows_their_edition_and_their_sources(published):
    numbers.glue("count", 17, unit="allies", how="allies at 2.00 or more", rows=[SHARES, ROWS])
    record = published[0][1]["book"]
    assert (record["value"], record["unit"], record["how"]) == (17.0, "allies", "allies at 2.00 or more")
    assert record["sources"] == ["nato-2026", "wikipedia-nato"]
    assert record["rows"][0] == {
        "table": "defence-expenditure",
        "where": "year = 2025",
        "lines": "2–4",
        "count": 3,
        "editions": ["2026-07"],
    }


def test_words_may_rest_on_a_source_that_no_table_holds(published):
    numbers.glue_text("title", "The Hague", how="place of the summit", sources="nato-2026")
    assert published[0][1]["book"]["sources"] == ["nato-2026"]


@pytest.mark.parametrize("value", [float("nan"), None, float("inf"), pd.NA, "many"])
def test_a_value_that_is_missing_stops_the_chapter_and_is_named(published, value):
    with pytest.raises(NumberError, match='number "gap": expected a finite number'):
        numbers.glue("gap", value, unit="points", how="-", rows=ROWS)
    assert published == []


@pytest.mark.parametrize("text", ["", " ", "nan", "None", "<NA>", 3])
def test_words_that_were_not_computed_are_refused(published, text):
    with pytest.raises(NumberError, match='words "names"'):
        numbers.glue_text("names", text, how="-", rows=ROWS)
    assert published == []


def test_a_key_that_the_page_could_not_find_is_refused(published):
    with pytest.raises(NumberError, match="kebab-case"):
        numbers.glue("US share", 1, unit="%", how="-", rows=ROWS)


@pytest.mark.parametrize(
    ("lacking", "message"),
    [
        ({"unit": ""}, "expected a unit"),
        ({"how": ""}, "expected the formula"),
        ({"rows": ()}, "expected rows or a source"),
    ],
)
def test_a_number_that_could_not_be_traced_is_refused(published, lacking, message):
    with pytest.raises(NumberError, match=message):
        numbers.glue("count", 1, **({"unit": "allies", "how": "count", "rows": ROWS} | lacking))
    assert published == []


def test_a_statement_that_the_tables_no_longer_bear_out_stops_the_chapter():
    numbers.stands("both asked for more", np.bool_(True))
    with pytest.raises(NumberError, match="both asked for more"):
        numbers.stands("both asked for more", np.bool_(False))
