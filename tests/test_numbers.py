"""No number in prose is typed: it is computed, written one way, and knows where it comes from."""

import numpy as np
import pandas as pd
import pytest

from lib import numbers
from lib.records import NumberError


@pytest.fixture
def published(monkeypatch):
    shown = []
    monkeypatch.setattr(
        numbers, "publish_display_data", lambda data, metadata: shown.append((data, metadata))
    )
    return shown


def test_a_numpy_number_becomes_plain_text_that_the_page_can_show(published):
    numbers.glue("us-share", np.float64(57.065), 1, how="US over NATO total", sources="nato-defexp-2026-07")
    data, metadata = published[0]
    assert data == {"application/papermill.record/text/plain": "'57.1'"}
    assert metadata["scrapbook"]["name"] == "us-share"


def test_a_number_says_how_it_was_computed_and_from_which_source(published):
    numbers.glue("count", 17, how="allies at 2.00 or more", sources=["nato-defexp-2026-07"])
    record = published[0][1]["book"]
    assert (record["value"], record["how"], record["sources"]) == (
        17.0,
        "allies at 2.00 or more",
        ["nato-defexp-2026-07"],
    )


@pytest.mark.parametrize("value", [float("nan"), None, float("inf"), pd.NA, "many"])
def test_a_value_that_is_missing_stops_the_chapter_and_is_named(published, value):
    with pytest.raises(NumberError, match='number "gap": expected a finite number'):
        numbers.glue("gap", value, how="-", sources="x")
    assert published == []


def test_words_that_were_not_computed_are_refused(published):
    with pytest.raises(NumberError, match='words "names"'):
        numbers.glue_text("names", "", how="-", sources="x")


def test_a_key_that_the_page_could_not_find_is_refused(published):
    with pytest.raises(NumberError, match="kebab-case"):
        numbers.glue("US share", 1, how="-", sources="x")
