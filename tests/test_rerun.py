"""Running every chapter again changes nothing in it, to the byte: outputs, and the records that go with them."""

from lib import stored
from lib.seeds import ROOT


def test_a_build_leaves_every_chapter_as_it_is_stored(built):
    # nbval compares what a cell shows; how a number is computed and whom a figure credits is stored beside that.
    changed = [
        name for name in stored.notebooks() if (built / name).read_bytes() != (ROOT / name).read_bytes()
    ]
    assert not changed
