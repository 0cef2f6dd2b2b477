"""The command `book`: arguments in, messages out; what is decided is decided elsewhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from lib.records import BookError, CallError, FigureError

# What a command needs is loaded when it is called: the shortest of them end before the longest have begun.


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one call of `book`; returns 0 if done, 1 if the book is wrong, 2 if the call is."""
    options = _parser().parse_args(arguments)
    try:
        options.action(options)
    except BookError as error:
        for line in str(error).splitlines():
            print(f"book: {line}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Whoever reads the output has read enough (`book figures | head`); there is nobody left to tell.
        sys.stdout = None
    except KeyboardInterrupt:
        print("book: stopped; what was finished is kept, nothing is half done", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="book", description="Run, check and show the book.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    side = argparse.ArgumentParser(add_help=False)
    side.add_argument("--jobs", type=int, default=0, metavar="N", help="runs at a time (default: all cores)")
    side.add_argument(
        "--scheduler", default="", metavar="tcp://…", help="spread the runs over a Dask cluster"
    )

    build = commands.add_parser("build", parents=[side], help="rerun what is stale, then render the pages")
    build.set_defaults(action=_build)

    why = commands.add_parser("why", help="say what the next build would rerun, and which input made it so")
    why.set_defaults(action=_why)

    run = commands.add_parser("run", parents=[side], help="run one chapter, with other parameters if given")
    run.add_argument("chapter")
    run.add_argument("-p", "--parameter", action="append", default=[], metavar="NAME=VALUE")
    run.add_argument(
        "--each",
        action="append",
        default=[],
        metavar="NAME=VALUE,VALUE",
        help="one run for each of several values, or for all allies or editions (NAME=all)",
    )
    run.add_argument("--out", type=Path, metavar="DIR", help="where a varied run goes (default: _build/runs)")
    run.set_defaults(action=_run)

    check = commands.add_parser("check", help="check seeds and stored chapters without running anything")
    check.add_argument(
        "--documents", type=Path, metavar="DIR", help="also hold the records against the articles in DIR"
    )
    check.set_defaults(action=_check)

    figures = commands.add_parser("figures", help="list all figures, or show one")
    figures.add_argument("id", nargs="?")
    figures.set_defaults(action=_figures)

    cite = commands.add_parser("cite", help="cite a figure, a claim, a chapter, or the book (book cite book)")
    cite.add_argument("id")
    cite.add_argument(
        "--style",
        default="apa",
        help="form of the citation (default: apa); a wrong one is answered with all of them",
    )
    cite.set_defaults(action=_cite)

    identify = commands.add_parser("identify", help="say which figure a file is, and whether it is unaltered")
    identify.add_argument("file", type=Path, nargs="+")
    identify.set_defaults(action=_identify)

    verify = commands.add_parser(
        "verify", parents=[side], help="build the book anew and compare, file by file"
    )
    verify.add_argument(
        "target",
        type=Path,
        nargs="?",
        metavar="MANIFEST or FOLDER",
        help="a manifest, a site, or a release (default: the last build)",
    )
    verify.set_defaults(action=_verify)

    release = commands.add_parser(
        "release", parents=[side], help="make the folder and the zip of this edition, ready for an archive"
    )
    release.set_defaults(action=_release)

    serve = commands.add_parser("serve", help="show the built book on this machine")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(action=_serve)
    return parser


def _tell(line: str) -> None:
    print(f"book: {line}", flush=True)


def _build(options: argparse.Namespace) -> None:
    from lib import building

    building.build(_jobs(options), options.scheduler, _tell)


def _why(options: argparse.Namespace) -> None:
    from lib import building

    for line in building.why() or ["nothing is stale"]:
        _tell(line)


def _jobs(options: argparse.Namespace) -> int:
    if options.jobs < 0:
        raise CallError(
            f"--jobs takes a number of runs at a time, found {options.jobs}. For instance: --jobs 4"
        )
    return options.jobs


def _run(options: argparse.Namespace) -> None:
    from lib import chapters, parameters, runs

    chapters.path(options.chapter)
    given = dict(_pair(text, "-p", "-p edition=2024-06") for text in options.parameter)
    each = [_pair(text, "--each", "--each edition=2024-06,2025-08") for text in options.each]
    if not given and not each and not options.out:
        found = [task for task in runs.tasks() if task.id == options.chapter]
        runs.run_stored(found, 1, options.scheduler, _tell)
        return
    sweep = parameters.sweep(options.chapter, each, given)
    done = runs.run_sweep(
        options.chapter, sweep, options.out, jobs=_jobs(options), scheduler=options.scheduler, tell=_tell
    )
    for path in done:
        _tell(f"{options.chapter} done: {path}")


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CallError(f'{option} takes NAME=VALUE, found "{text}". For instance: {example}')
    return name, value


def _check(options: argparse.Namespace) -> None:
    from lib import checks

    for line in checks.check(options.documents):
        _tell(line)


def _figures(options: argparse.Namespace) -> None:
    from lib import register

    records = register.catalogue()
    if options.id is None:
        for record in records:
            print(f"{record['id']}\t{record['chapter']}\t{record['title']}")
        return
    found = register.find(options.id, records)
    for name in (
        "id",
        "title",
        "subtitle",
        "chapter",
        "edition",
        "credit",
        "sources",
        "licence",
        "address",
        "alt",
    ):
        value = found[name]
        print(f"{name}: {value if isinstance(value, str) else ', '.join(value)}")


def _cite(options: argparse.Namespace) -> None:
    from lib import citation, register

    print(citation.cite(register.citable(options.id), options.style).rstrip("\n"))


def _identify(options: argparse.Namespace) -> None:
    from lib import register

    records = register.published()
    wrong = []
    for file in options.file:
        try:
            _tell(register.identify(file, records))
        except FigureError as error:
            wrong.append(str(error))
    if wrong:
        raise FigureError("\n".join(wrong))


def _verify(options: argparse.Namespace) -> None:
    from lib import verifying

    _tell(verifying.verify(options.target, _jobs(options), options.scheduler, _tell))


def _release(options: argparse.Namespace) -> None:
    from lib import release

    _tell(f"done: {release.release(_jobs(options), options.scheduler, _tell)}")


def _serve(options: argparse.Namespace) -> None:
    from lib import runs

    site = runs.BUILD / "html"
    if not (site / "index.html").exists():
        raise CallError("there is no built book to show. Run: make book")
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", options.port), handler) as server:
        _tell(f"the book is at http://127.0.0.1:{options.port}/ (Ctrl-C stops)")
        server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
