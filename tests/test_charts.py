"""The forms that all charts share."""

import matplotlib.pyplot as plt

from lib import charts, style


def test_labels_that_touch_are_moved_apart_and_keep_their_order():
    placed = charts.spread([2.0, 2.1, 2.05, 9.0], gap=1.0)
    assert placed.argsort().tolist() == [0, 2, 1, 3]
    assert min(b - a for a, b in zip(sorted(placed), sorted(placed)[1:], strict=False)) >= 1.0 - 1e-9
    assert placed[3] == 9.0


def test_the_first_row_stands_on_top():
    ax = charts.canvas(2)
    charts.row_labels(ax, ["first", "second"])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert ax.yaxis_inverted()


def test_a_target_line_stands_at_its_value_and_says_what_it_is():
    ax = charts.canvas(2)
    charts.target_line(ax, 3.5, "Hague core\n3.5 %")
    assert set(ax.get_lines()[0].get_xdata()) == {3.5}
    assert "Hague core" in ax.texts[0].get_text()


def test_every_chart_has_the_width_of_the_text_column_and_the_typeface_of_the_book():
    ax = charts.canvas(3)
    assert ax.figure.get_figwidth() == style.WIDTH
    assert plt.rcParams["font.family"][0] == "Source Sans Pro"


def test_a_readers_own_settings_do_not_change_a_chart():
    plt.rcParams["axes.grid"] = True
    plt.rcParams["lines.markersize"] = 20
    charts.canvas(1)
    assert plt.rcParams["axes.grid"] is False
    assert plt.rcParams["lines.markersize"] == 6


def test_a_label_stands_at_its_place_in_the_data_moved_by_points_and_may_look_otherwise():
    ax = charts.canvas(2)
    charts.label(ax, "Sweden 2024", 2024, 32, -7, 3, weight="bold")
    (text,) = ax.texts
    assert (text.get_text(), text.xy, text.get_position()) == ("Sweden 2024", (2024, 32), (-7, 3))
    assert (text.get_size(), text.get_weight()) == (style.LABEL_SIZE, "bold")
