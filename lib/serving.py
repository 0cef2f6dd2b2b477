"""The built site on this machine and for this machine alone: its files, and nothing else."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from lib.records import CallError

HOST = "127.0.0.1"
_LOST = "404.html"


class Site(SimpleHTTPRequestHandler):
    """Answer with a file of the site, or with its page for addresses that lead nowhere; never with a list of files."""

    def send_head(self) -> BinaryIO | None:
        """Refuse what lies outside the site, even if a link in it leads there."""
        root = Path(self.directory).resolve()
        if not Path(self.translate_path(self.path)).resolve().is_relative_to(root):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: object) -> None:
        """Show no list of what a folder holds."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page where there is nothing at an address."""
        page = Path(self.directory, _LOST)
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        """Let no file be taken for what its name does not say."""
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a site that only this machine can reach; port 0 takes any that is free.

    Raises CallError if there is no site, or if the port cannot be used.
    """
    if not (site / "index.html").exists():
        raise CallError("there is no built book to show. Run: make book")
    try:
        return ThreadingHTTPServer((HOST, port), partial(Site, directory=str(site)))
    except (OSError, OverflowError) as error:
        raise CallError(f"port {port} cannot be used: {error}. Try another: --port {port + 1}") from None
