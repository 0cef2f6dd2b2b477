"""The command `book`: arguments in, messages out; what is decided is decided elsewhere."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lib.records import BookError, CallError, FigureError, quoted

# What a command needs is loaded when it is called: the shortest of them end before the longest have begun.


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one call of `book`; returns 0 if done, 1 if the book is wrong, 2 if the call is, 128 and more if stopped."""
    try:
        with _told_to_stop():
            options = _parser().parse_args(arguments)
            options.action(options)
            if sys.stdout:
                sys.stdout.flush()
    except BookError as error:
        return _say(str(error), error.exit_code)
    except BrokenPipeError:
        # Whoever reads the output has read enough (`book figures | head`); there is nobody left to tell.
        sys.stdout = None
    except KeyboardInterrupt as stop:
        from lib import guard

        guard.end_all()
        code = 128 + (stop.args[0] if stop.args else signal.SIGINT)
        return _say("stopped; what was finished is kept, nothing is half done", code)
    except OSError as error:
        from lib import faults

        if error.filename is None:
            sys.stdout = None  # perhaps it was the output that could not be written: do not try again
        return _say(faults.of_system(error), 1)
    except Exception as error:
        if os.environ.get("BOOK_TRACEBACK"):
            raise
        from lib import faults

        return _say(faults.of_code(error), 1)
    return 0


def _say(message: str, code: int) -> int:
    for line in message.splitlines():
        print(f"book: {line}", file=sys.stderr)
    return code


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Within the block, the signals that end a process (Ctrl-C, kill, a closed terminal) are KeyboardInterrupt."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    found = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        found = []
    # Whoever starts a command so that it outlives the terminal (nohup) has it ignore the signal already.
    before = {number: was for number in found if (was := signal.getsignal(number)) is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, _stop)
    try:
        yield
    except KeyboardInterrupt:
        raise  # this process is about to end: no signal is heeded twice
    except BaseException:
        _heed(before)
        raise
    _heed(before)


def _heed(handlers: dict[int, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _stop(number: int, frame: object) -> None:
    for other in (signal.SIGINT, signal.SIGTERM):
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt(number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="book", description="Run, check and show the book.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    side = argparse.ArgumentParser(add_help=False)
    side.add_argument("--jobs", type=int, default=0, metavar="N", help="runs at a time (default: all cores)")
    side.add_argument(
        "--scheduler", default="", metavar="tcp://…", help="spread the runs over a Dask cluster"
    )

    limit = argparse.ArgumentParser(add_help=False)
    limit.add_argument(
        "--cell-timeout",
        type=int,
        metavar="SECONDS",
        help="the longest that a cell may take (default: what _config.yml says)",
    )

    build = commands.add_parser(
        "build", parents=[side, limit], help="rerun what is stale, then render the pages"
    )
    build.add_argument(
        "--paper",
        action="store_true",
        help="also make the whole book as EPUB, and as PDF if there is a browser",
    )
    build.add_argument("--zip", action="store_true", help="also pack the pages as one file to read offline")
    build.set_defaults(action=_build)

    why = commands.add_parser("why", help="say what the next build would rerun, and which input made it so")
    why.set_defaults(action=_why)

    run = commands.add_parser(
        "run", parents=[side, limit], help="run one chapter, with other parameters if given"
    )
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

    compare = commands.add_parser(
        "compare", parents=[side, limit], help="rerun chapters and report what differs from what is stored"
    )
    compare.add_argument("chapter", nargs="*", help="which ones (default: all)")
    compare.set_defaults(action=_compare)

    accept = commands.add_parser("accept", help="store the new state of a chapter that `compare` showed")
    accept.add_argument("chapter")
    accept.set_defaults(action=_accept)

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

    site = building.build(
        _jobs(options), options.scheduler, _tell, _cell_seconds(options), on_paper=options.paper
    )
    if options.zip:
        from lib import packing

        _tell(f"packed: {packing.pack_site(site, site.parent)}")


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


def _cell_seconds(options: argparse.Namespace) -> int:
    given = options.cell_timeout
    if given is not None and given <= 0:
        raise CallError(
            f"--cell-timeout takes whole seconds above 0, found {given}. For instance: --cell-timeout 60"
        )
    return given or 0


def _run(options: argparse.Namespace) -> None:
    from lib import chapters, parameters, runs

    chapters.path(options.chapter)
    given = dict(_pair(text, "-p", "-p edition=2024-06") for text in options.parameter)
    each = [_pair(text, "--each", "--each edition=2024-06,2025-08") for text in options.each]
    if not given and not each and not options.out:
        found = [runs.task(options.chapter, _cell_seconds(options))]
        runs.run_stored(found, 1, options.scheduler, _tell)
        return
    sweep = parameters.sweep(options.chapter, each, given)
    parameters.destination(options.out)
    done = runs.run_sweep(
        options.chapter,
        sweep,
        options.out,
        jobs=_jobs(options),
        scheduler=options.scheduler,
        tell=_tell,
        cell_seconds=_cell_seconds(options),
    )
    for path in done:
        _tell(f"{options.chapter} done: {path}")


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CallError(f"{option} takes NAME=VALUE, found {quoted(text)}. For instance: {example}")
    return name, value


def _compare(options: argparse.Namespace) -> None:
    from lib import accepting

    accepting.compare(options.chapter, _jobs(options), options.scheduler, _tell, _cell_seconds(options))


def _accept(options: argparse.Namespace) -> None:
    from lib import accepting

    accepting.accept(options.chapter, _tell)


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
    from lib import runs, serving

    with serving.server(runs.BUILD / "html", options.port) as server:
        _tell(f"the book is at http://{serving.HOST}:{server.server_port}/ (Ctrl-C stops)")
        server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
