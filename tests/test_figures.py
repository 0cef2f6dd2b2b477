"""A published figure has everything that a reader needs to cite it, and always the same bytes."""

import pandas as pd
import pytest

from lib import charts, figures
from lib.records import FigureError

ROWS = pd.DataFrame({"ally": ["Estonia", "Latvia"], "share_pct": [5.1, 4.92]})


def publish(ax=None, data=ROWS, **changes):
    if ax is None:
        ax = charts.canvas(2)
        ax.plot(data["share_pct"], range(len(data)), "o")
    record = {
        "title": "Estonia is ahead of Latvia",
        "subtitle": "Share of GDP, %, 2026",
        "sources": "nato-defexp-2026-07",
        "credit": "NATO",
        "edition": "2026-07",
        "alt": "Dot chart of two allies. Estonia stands higher.",
        "caption": "Each dot is an ally.",
    }
    figures.publish(ax, changes.pop("id", "two-allies"), data=data, **(record | changes))


@pytest.fixture(autouse=True)
def figures_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BOOK_FIGURES", str(tmp_path))
    monkeypatch.setattr(figures, "publish_display_data", lambda data, metadata: None)
    return tmp_path


def test_drawings_and_data_lie_side_by_side_under_the_id(figures_folder):
    publish()
    names = sorted(path.name for path in figures_folder.iterdir())
    assert names == ["two-allies.csv", "two-allies.pdf", "two-allies.png", "two-allies.svg"]
    assert pd.read_csv(figures_folder / "two-allies.csv").equals(ROWS)


def test_a_number_without_a_unit_in_its_column_name_is_refused():
    with pytest.raises(FigureError, match="no unit in the name of share"):
        publish(data=ROWS.rename(columns={"share_pct": "share"}), ax=charts.canvas(1))


def test_numbers_of_mixed_units_need_a_column_that_names_them():
    data = pd.DataFrame({"ally": ["Estonia"], "value": [5.1]})
    with pytest.raises(FigureError, match="no unit in the name of value"):
        publish(data=data, ax=charts.canvas(1))
    publish(data=data.assign(unit="% of GDP"), ax=charts.canvas(1))


def test_the_same_figure_gives_the_same_bytes(figures_folder):
    publish()
    first = (figures_folder / "two-allies.svg").read_bytes()
    publish()
    assert (figures_folder / "two-allies.svg").read_bytes() == first
    assert b"<dc:date>" not in first


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(FigureError) as refused:
        publish(id="Two Allies", alt="", sources=(), edition="", credit="")
    for fault in ("kebab-case", "alt is empty", "edition is empty", "no source is named", "credit is empty"):
        assert fault in str(refused.value)


def test_a_source_that_the_register_does_not_have_is_refused():
    with pytest.raises(FigureError, match=r'source "nato-2099" is not in seeds/sources\.bib'):
        publish(sources="nato-2099")


def test_rows_from_a_source_that_is_not_named_are_refused_and_so_is_a_source_without_rows():
    data = ROWS.assign(source_id=["ecb-rates", "ecb-rates"])
    with pytest.raises(FigureError, match=r"not named: ecb-rates; no row comes from nato-defexp-2026-07"):
        publish(data=data)


def test_alt_text_that_repeats_the_title_is_refused():
    with pytest.raises(FigureError, match="repeats the title"):
        publish(alt="Estonia is ahead of Latvia")


def test_no_line_of_a_title_is_wider_than_the_chart():
    charts.canvas(1)
    lines = figures.wrap(
        "All but one ally now meet the old guideline; five meet the new one", 14.5, "bold", 3.0
    )
    assert len(lines) > 1
    assert " ".join(lines) == "All but one ally now meet the old guideline; five meet the new one"
