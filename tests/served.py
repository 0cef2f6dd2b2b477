"""The built site as a web server sends it: on loopback, texts compressed; and who visits it."""

import gzip
import os
import threading
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from lib import paper
from lib.pdf_edition import SWITCHES

TOOLS = Path(__file__).with_name("browser") / "node_modules"
_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml"}


class _Compressed(SimpleHTTPRequestHandler):
    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, headers = path.read_bytes(), {"Content-Type": self.guess_type(str(path))}
        if path.suffix in _TEXTS:
            content, headers["Content-Encoding"] = gzip.compress(content, 6), "gzip"
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # whoever asked has gone to another page
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """Serve a folder within the block; yields the address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def missing(what):
    """Say that a program is not here: the test is left out, but where all must be tested it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; here the pages must be tried. Install it, as .ci/run does.")
    pytest.skip(what)


@contextmanager
def browser():
    """Yield a browser; the test is left out if there is none."""
    program = paper.browser() or missing(f"none of {', '.join(paper.BROWSERS)} is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield started
        started.close()
