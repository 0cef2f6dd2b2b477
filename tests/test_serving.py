"""The site as this machine shows it: to itself alone, its own files and nothing else."""

import http.client
import socket
import threading

import pytest

from lib import serving
from lib.records import CallError


@pytest.fixture
def site(tmp_path):
    """A small site beside a file that is none of its business."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "html"
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text("front")
    (folder / "404.html").write_text("lost")
    (folder / "data" / "a.csv").write_text("a\n1\n")
    return folder


@pytest.fixture
def ask(site, monkeypatch):
    """Ask the server for a path as it is written; returns status, text and headers."""
    monkeypatch.setattr(serving.Site, "log_message", lambda *_: None)
    with serving.server(site, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def get(path, method="GET"):
            connection = http.client.HTTPConnection(*server.server_address)
            connection.request(method, path)
            answer = connection.getresponse()
            found = answer.status, answer.read().decode(), dict(answer.headers)
            connection.close()
            return found

        yield get
        server.shutdown()


def test_it_listens_to_this_machine_only(site):
    with serving.server(site, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_it_shows_the_pages_and_files_of_the_site(ask):
    assert ask("/")[:2] == ask("/index.html")[:2] == (200, "front")
    status, text, headers = ask("/data/a.csv")
    assert (status, text, headers["X-Content-Type-Options"]) == (200, "a\n1\n", "nosniff")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/data/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//../secret.txt",
        "/data/..%5c..%5csecret.txt",
        "/./../secret.txt",
    ],
)
def test_nothing_outside_the_site_is_shown(ask, path):
    status, text, _ = ask(path)
    assert (status, text) == (404, "lost")


def test_not_even_by_a_link_in_the_site(ask, site):
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    assert ask("/link.txt")[:2] == (404, "lost")


def test_no_list_of_what_a_folder_holds_is_shown(ask):
    assert ask("/data/")[:2] == (404, "lost")


def test_the_answer_to_a_question_about_a_page_has_no_text(ask):
    assert ask("/nowhere", "HEAD")[:2] == (404, "")


def test_nothing_can_be_sent_to_it(ask):
    assert ask("/index.html", "POST")[0] == 501


def test_a_port_that_is_taken_is_a_wrong_call_that_names_another(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CallError, match=rf"port {port} cannot be used: .*--port {port + 1}"):
            serving.server(site, port)


def test_without_a_built_site_there_is_nothing_to_show(tmp_path):
    with pytest.raises(CallError, match="no built book to show"):
        serving.server(tmp_path, 0)
