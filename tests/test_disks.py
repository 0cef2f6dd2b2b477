"""A disk that is full and a folder that may not be written: a line that says what to do, nothing half, nothing lost."""

import os
import subprocess

import pytest
from small import FIGURE, Book, book

# Puts a folder on a disk of its own of a size, runs a command, and keeps what the folder holds afterwards.
SMALL = """
size=$1 folder=$2 kept=$3; shift 3
cp -a "$folder" "$kept.before"
mount -t tmpfs -o "size=$size,mode=755" tmpfs "$folder"
cp -a "$kept.before/." "$folder"
code=0; "$@" || code=$?
cp -a "$folder" "$kept"
exit "$code"
"""
# Makes a folder one that nobody may write, not even root, and runs a command.
SEALED = """
folder=$1; shift
mount --bind "$folder" "$folder"
mount -o remount,bind,ro "$folder"
exec "$@"
"""


@pytest.fixture(scope="module")
def mounting():
    """What runs a shell script in a view of the disks of its own, where it may mount."""
    before = ["unshare", "--map-root-user", "--mount", "sh", "-ec"]
    try:
        possible = subprocess.run([*before, "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode == 0
    except FileNotFoundError:
        possible = False
    if not possible:
        assert "CI" not in os.environ, "user namespaces are needed: see .github/workflows/book.yml"
        pytest.skip("this system lets no process mount a disk (unshare --map-root-user --mount)")
    return before


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small book that has been built."""
    made = Book(tmp_path_factory.mktemp("book"))
    made.chapter("one", FIGURE)
    made.write("chapters/index.md", "# Small\n\nText.\n")
    done = made("build")
    assert done.returncode == 0, done.stderr
    return made


def files(folder, *names):
    """The content of all files in some parts of a folder."""
    paths = [path for name in names for path in (folder / name).rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def unfinished(folder):
    return [*folder.rglob("*.partial"), *(folder / "scratch").glob("*"), *folder.glob("stage")]


def kilobytes(folder):
    """What a folder takes on a disk with pages of 4 kilobytes."""
    return sum(-(-path.stat().st_size // 4096) * 4 if path.is_file() else 0 for path in folder.rglob("*"))


def on_a_full_disk(mounting, made, folder, room, kept, *arguments):
    """Call the command with a folder of the book on a disk that has some kilobytes left."""
    size = f"{kilobytes(made.folder / folder) + room}k"
    before = [*mounting, SMALL, "sh", size, str(made.folder / folder), str(kept)]
    return book(made.folder, *arguments, before=before)


@pytest.mark.parametrize("room", [8, 60], ids=["for nothing", "for a part of a figure"])
def test_a_run_on_a_full_disk_says_so_and_leaves_what_was_stored(mounting, built, tmp_path, room):
    was = files(built.folder, "chapters", "_build")
    done = on_a_full_disk(mounting, built, "_build", room, tmp_path / "kept", "run", "one")
    assert done.returncode == 1, done.stdout
    assert "No space left on device" in done.stderr
    assert "Make room on that disk, then give the same command again" in done.stderr
    assert "rerun it alone with: book run one" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(built.folder, "chapters", "_build") == was
    parts = ("figures", "html", "runs")
    assert files(tmp_path / "kept", *parts) == files(built.folder / "_build", *parts)
    assert unfinished(tmp_path / "kept") == []


def test_a_chapter_that_does_not_fit_is_named_and_stays_as_it_was(mounting, built, tmp_path):
    was = files(built.folder, "chapters")
    done = on_a_full_disk(mounting, built, "chapters", 4, tmp_path / "kept", "run", "one")
    assert done.returncode == 1, done.stdout
    assert "chapters/one.ipynb: No space left on device. Make room" in done.stderr
    assert files(tmp_path, "kept") == {f"kept/{name.partition('/')[2]}": text for name, text in was.items()}


def test_a_rendering_on_a_full_disk_leaves_the_last_good_site(mounting, built, tmp_path):
    built.write("chapters/index.md", "# Small\n\nOther text.\n")
    done = on_a_full_disk(mounting, built, "_build", 2000, tmp_path / "kept", "build")
    assert done.returncode == 1, done.stdout
    assert "the pages could not be rendered" in done.stderr
    assert "No space left on device" in done.stderr
    assert "Make room on that disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(tmp_path / "kept", "html") == files(built.folder / "_build", "html")
    assert unfinished(tmp_path / "kept") == []
    done = built("build")
    assert done.returncode == 0, done.stderr
    assert (
        b"Other text."
        in built.site()[next(path for path in built.site() if path.match("chapters/index.html"))]
    )


@pytest.mark.parametrize(
    "command", [("build",), ("run", "one"), ("run", "one", "-p", "horizon=2040")], ids=" ".join
)
def test_a_build_folder_that_may_not_be_written_is_named_in_a_line(mounting, built, command):
    was = files(built.folder, "chapters", "_build")
    done = book(built.folder, *command, before=[*mounting, SEALED, "sh", str(built.folder / "_build")])
    assert done.returncode == 1, done.stdout
    assert "_build/" in done.stderr
    assert "Read-only file system" in done.stderr
    assert "Make it writable for yourself, or work in a copy of the book" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert files(built.folder, "chapters", "_build") == was


def test_a_build_folder_without_rights_is_named_in_a_line(mounting, built):
    (built.folder / "_build" / ".lock").unlink()
    (built.folder / "_build").chmod(0o555)
    # Somebody who owns the folder and has no more rights than its owner, whoever runs the tests.
    done = book(built.folder, "build", before=["unshare", "--user", "--map-user=1000", "--map-group=1000"])
    (built.folder / "_build").chmod(0o755)
    assert done.returncode == 1
    assert "_build/.lock: Permission denied. Make it writable for yourself" in done.stderr


def test_an_output_that_cannot_be_written_is_no_traceback(built):
    done = book(built.folder, "why", before=["sh", "-c", '"$@" > /dev/full', "sh"])
    assert done.returncode == 1
    assert done.stderr.startswith("book: No space left on device. Make room on that disk")
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
