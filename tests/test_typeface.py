"""The typeface of the pages: small, the same bytes every time, and lawful."""

from fontTools.ttLib import TTFont

from lib import typeface

LIMIT = 20_000


def test_each_cut_is_small_and_two_runs_give_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        typeface.write(tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted([*(f"{cut}.woff2" for cut in typeface.CUTS), "typeface-licence.txt"])
    for name in names:
        content = (tmp_path / "one" / name).read_bytes()
        assert content == (tmp_path / "two" / name).read_bytes(), name
        assert len(content) < LIMIT, name


def test_it_has_the_letters_of_every_ally_and_the_signs_of_the_tables(tmp_path):
    typeface.write(tmp_path)
    for cut in typeface.CUTS:
        known = TTFont(tmp_path / f"{cut}.woff2").getBestCmap()
        assert {
            ord(sign) for sign in "Türkiye Łódź Šibenik Čilipi Hegseth à “5 %” −1.5 – … €"
        } <= known.keys()


def test_the_name_that_the_licence_reserves_is_not_used_and_the_licence_goes_along(tmp_path):
    typeface.write(tmp_path)
    assert "SIL Open Font License" in (tmp_path / "typeface-licence.txt").read_text(encoding="utf-8")
    for cut in typeface.CUTS:
        names = TTFont(tmp_path / f"{cut}.woff2")["name"]
        assert [names.getDebugName(n) for n in (1, 2)] == [typeface.FAMILY, cut]
        assert not [n for n in (1, 3, 4, 6, 16) if "Source" in (names.getDebugName(n) or "")]
