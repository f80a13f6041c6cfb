import os

from tests.unit.web.chat.conftest import Chat


def test_the_widget_is_served_to_other_sites_and_kept_by_browsers(chat: Chat) -> None:
    path = chat.folder / "widget.js"
    path.write_text("console.log('hello')")
    answer = chat.http.get("/widget.js")
    assert answer.status_code == 200
    assert answer.text == "console.log('hello')"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "max-age=300" in answer.headers["cache-control"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    known = {"If-None-Match": f'"something else", {answer.headers["etag"]}'}
    again = chat.http.get("/widget.js", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    path.write_text("console.log('new')")
    os.utime(path, ns=(1, 1))
    assert chat.http.get("/widget.js", headers=known).text == "console.log('new')"


def test_a_widget_that_was_not_built_says_how_to_build_it(chat: Chat) -> None:
    answer = chat.http.get("/widget.js")
    assert answer.status_code == 404
    assert "npm run build" in answer.json()["detail"]


def test_the_widget_is_compressed_for_browsers_that_take_it(chat: Chat) -> None:
    (chat.folder / "widget.js").write_text("console.log('hello');" * 100)

    def encoding(accept: str) -> str | None:
        answer = chat.http.get("/widget.js", headers={"Accept-Encoding": accept})
        assert answer.text == "console.log('hello');" * 100
        assert "Accept-Encoding" in answer.headers["vary"]
        return answer.headers.get("content-encoding")

    assert encoding("gzip, deflate, br") == "gzip"
    assert encoding("br, gzip;q=0.5") == "gzip"
    assert encoding("identity") is None
    assert encoding("gzip;q=0") is None
