"""What notebooks and pandas leave in a page becomes calm HTML, and no word of it is lost."""

import re

import lxml.html
import pytest

from lib import page_body

PANDAS = """<div>
<style scoped>
    .dataframe tbody tr th { vertical-align: top; }
</style>
<table border="1" class="dataframe">
  <thead>
    <tr style="text-align: right;">
      <th></th>
      <th>share</th>
      <th>bound</th>
    </tr>
  </thead>
  <tbody>
    <tr>
      <th>Estonia</th>
      <td>+5.1</td>
      <td>at least</td>
    </tr>
    <tr>
      <th>Iceland</th>
      <td></td>
      <td>2.0</td>
    </tr>
  </tbody>
</table>
</div>"""


def words(html):
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL).split()


def test_no_style_stays_in_a_page_and_no_word_goes():
    calm = page_body.calm(PANDAS)
    assert "<style" not in calm and "style=" not in calm and "border=" not in calm
    assert words(calm) == words(PANDAS)


def test_headers_name_their_direction_and_an_empty_one_is_no_header():
    calm = page_body.calm(PANDAS)
    assert calm.count('<th scope="row">') == 2
    assert '<th scope="col" class="number">share</th>' in calm
    assert "<th></th>" not in calm and re.search(r"<th>", calm) is None


def test_a_column_stands_to_the_right_only_if_all_of_it_is_numbers():
    calm = page_body.calm(PANDAS)
    assert '<td class="number">+5.1</td>' in calm and '<td class="number"></td>' in calm
    assert "<td>at least</td>" in calm and "<td>2.0</td>" in calm
    assert '<th scope="col">bound</th>' in calm


def test_a_table_scrolls_inside_itself_and_is_reached_by_keyboard():
    box, _, _ = page_body.calm(PANDAS).partition("<table")
    assert re.search(r'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">$', box)


def test_the_table_of_a_text_is_treated_alike():
    table = (
        '<table class="docutils align-default">\n<thead>\n<tr class="row-odd"><th class="head"><p>rounds</p></th>'
        "</tr>\n</thead>\n<tbody>\n<tr><td><p>1,234</p></td></tr>\n</tbody>\n</table>"
    )
    calm = page_body.calm(table)
    assert '<th scope="col" class="head"><p>rounds</p></th>' in calm.replace(
        ' class="number"', ' class="head"'
    )
    assert '<td class="number"><p>1,234</p></td>' in calm


def test_every_picture_is_loaded_when_it_comes_near():
    calm = page_body.calm('<p><img src="a.svg"></p><figure>\n<img src="b.svg"></figure>')
    assert re.findall(r'<img loading="lazy" decoding="async" src="(\w)', calm) == ["a", "b"]


def test_the_drawings_for_light_and_for_dark_share_one_box():
    two = '<img class="for-light" src="a.svg" loading="lazy">\n<img class="for-dark" src="a.dark.svg" loading="lazy">'
    calm = page_body.calm(f"<figure>\n{two}\n<figcaption></figcaption></figure>")
    assert f'tabindex="0">{two}</div>\n<figcaption>' in calm


def test_a_picture_that_says_how_it_is_loaded_is_left_alone():
    once = '<img src="a.svg" loading="lazy">'
    assert page_body.calm(once) == once


def test_code_keeps_its_words_and_the_colours_of_keywords_and_texts():
    code = '<pre><span></span><span class="kn">import</span> <span class="nn">pandas</span><span class="p">;</span> <span class="s2">&quot;a&quot;</span></pre>'
    assert (
        page_body.calm(code)
        == '<pre tabindex="0"><span class="kn">import</span> pandas; <span class="s2">&quot;a&quot;</span></pre>'
    )


def test_what_opens_the_code_is_named_by_its_own_words():
    left = (
        '<details class="admonition hide above-input">\n<summary aria-label="Toggle hidden content">\n'
        '<p class="collapsed admonition-title">Show the code</p>\n'
        '<p class="expanded admonition-title">Hide the code</p>\n</summary>\nx</details>'
    )
    calm = page_body.calm(left)
    assert "aria-label" not in calm and words(calm) == words(left)


def test_cells_of_code_with_nothing_between_them_are_opened_together_and_keep_their_addresses():
    def cell(name, output=""):
        return (
            f'<div class="cell tag_hide-input docutils container" id="cell-{name}">\n'
            '<details class="admonition hide above-input">\n<summary aria-label="Toggle hidden content">\n'
            '<p class="collapsed admonition-title">Show the code</p>\n'
            '<p class="expanded admonition-title">Hide the code</p>\n</summary>\n'
            f'<div class="cell_input docutils container">{name}</div>\n</details>\n{output}</div>\n'
        )

    text = cell("a") + cell("b") + cell("c", "<p>shown</p>") + cell("d")
    calm = page_body.calm(text)
    assert calm.count("<summary>") == 2
    assert all(f'id="cell-{name}"' in calm for name in "abcd")
    assert calm.index(">c</div>") < calm.index("</details>") < calm.index("shown") < calm.index(">d</div>")
    tree = lxml.html.fragments_fromstring(calm)
    assert [element.get("id") for element in tree] == ["cell-a", "cell-d"]


def test_the_answer_of_a_chapter_stands_in_a_box_below_its_title():
    opened = page_body.opened(
        "<section><h1>Who?</h1>\n<p>We.</p>\n<p>More.</p>", "About 1 minute", answer=True
    )
    assert opened == (
        '<section><h1>Who?</h1>\n<p class="page-facts">About 1 minute</p>\n'
        '<div class="at-a-glance"><p class="label">At a glance</p>\n<p>We.</p></div>\n<p>More.</p>'
    )


def test_a_page_that_opens_with_something_else_gets_no_box():
    assert "at-a-glance" not in page_body.opened("<h1>Who?</h1><ul></ul><p>x</p>", "facts", answer=True)
    assert "at-a-glance" not in page_body.opened("<h1>Who?</h1><p>x</p>", "facts", answer=False)


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("../figures/a.html#cite", "figures/a.html#cite"),
        ("context.html", "chapters/context.html"),
        ("../", ""),
        ("./", "chapters/"),
        ("#cite", "#cite"),
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("data:,", "data:,"),
    ],
)
def test_a_moved_page_leads_where_it_led(address, moved):
    assert page_body.rebased(f'<a href="{address}">', "chapters", "") == f'<a href="{moved}">'


def test_a_page_for_any_depth_begins_at_the_root_of_the_site():
    html = '<form action="search.html"><script src="_static/site.js"></script><html data-content_root="./">'
    assert page_body.rebased(html, "", "/book/") == (
        '<form action="/book/search.html"><script src="/book/_static/site.js"></script><html data-content_root="/book/">'
    )


def test_a_description_is_whole_sentences_or_says_that_it_is_cut():
    assert page_body.sentence_start("One is so. Two is not.", 15) == "One is so."
    assert page_body.sentence_start("One that never ends", 12) == "One that …"
