"""Whom the app answers: addresses of this machine, and those it was given."""

import pytest

from estimator.errors import InputError
from estimator.serving.guard import Guard, inline_scripts, security_headers
from estimator.serving.origins import Origin, Origins, origin_of
from tests.loops import run

PUBLIC = Origins.from_environment(
    {"K2_PUBLIC_ORIGIN": "https://k2.example.org, https://other.example.org:8443/"}
)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("http://localhost:8501", Origin("http", "localhost", 8501)),
        ("http://localhost", Origin("http", "localhost", 80)),
        ("HTTPS://K2.Example.org", Origin("https", "k2.example.org", 443)),
        ("http://[::1]:8501", Origin("http", "::1", 8501)),
    ],
)
def test_an_origin_is_scheme_host_and_port(address, origin):
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        *(
            "null",
            "",
            "localhost:8501",
            "file://",
            "http://",
            "ftp://localhost",
            "http://local host",
        ),
        *("http://a@localhost", "http://localhost/x", "http://localhost?x", "http://localhost#x"),
        *("http://localhost:port", "http://localhost:99999", "http://[::1", "http://locаlhost"),
        *("http://localhost\\@evil.example", "http://localhost, http://evil.example"),
    ],
)
def test_what_is_no_origin(address):
    assert origin_of(address) is None


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "localhost"])
def test_this_machine_is_asked_at_the_very_address_it_was_opened_at(host):
    assert Origins().asked("http", host) == {origin_of(f"http://{host}")}


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8501"),
        *("", ":8501", "localhost@evil.example", "127.0.0.2", "0.0.0.0", "localhost/evil"),
        *("k2.example.org:444", "other.example.org", "k2.example.org."),
    ],
)
def test_other_hosts_are_not_this_app(host):
    assert PUBLIC.asked("http", host) == frozenset()


def test_a_public_address_is_asked_whatever_the_proxy_speaks():
    assert PUBLIC.asked("http", "k2.example.org") == {Origin("https", "k2.example.org", 443)}
    assert PUBLIC.asked("http", "other.example.org:8443") == {
        Origin("https", "other.example.org", 8443)
    }


@pytest.mark.parametrize("text", ["k2.example.org", "https://", "https://k2.example.org/app", "*"])
def test_a_public_address_that_is_none_is_said(text):
    with pytest.raises(InputError, match=r"^K2_PUBLIC_ORIGIN: .* is no address of a site\. Write"):
        Origins.from_environment({"K2_PUBLIC_ORIGIN": text})


def test_scripts_in_a_page_are_found():
    page = "<script>\n one\n</script><script src='x'></script><script>two</script>"
    assert inline_scripts(page) == ["\n one\n", "two"]


def asked(app, **scope):
    """Ask a guarded app once; give what it sent."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    guard = Guard(app, origins=Origins(), headers=security_headers(["one"]))
    request = {"type": "http", "scheme": "http", "headers": [(b"host", b"localhost")], **scope}
    try:
        run(guard(request, receive, send))
    except RuntimeError as error:
        sent.append(str(error))
    return sent


async def broken(scope, receive, send):
    raise RuntimeError("broken")


async def half(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("broken")


async def framed(scope, receive, send):
    headers = [(b"X-Frame-Options", b"SAMEORIGIN"), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def test_an_answer_that_failed_has_the_headers_and_says_nothing_of_the_inside():
    start, body, error = asked(broken)
    assert start["status"] == 500
    assert b"content-security-policy" in dict(start["headers"])
    assert b"broken" not in body["body"]
    assert error == "broken"


def test_an_answer_that_failed_half_way_is_not_begun_again():
    assert [one if isinstance(one, str) else one["type"] for one in asked(half)] == [
        "http.response.start",
        "broken",
    ]


def test_there_is_one_of_each_header():
    start, _ = asked(framed)
    names = [name.lower() for name, _ in start["headers"]]
    assert len(names) == len(set(names))
    assert dict(start["headers"])[b"x-frame-options"] == b"DENY"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"host", b"localhost"), (b"host", b"localhost")],
        [(b"host", b"localhost"), (b"host", b"evil.example")],
    ],
)
def test_a_request_that_names_no_host_or_two_is_refused(headers):
    assert asked(framed, headers=headers)[0]["status"] == 421


def test_one_foreign_origin_among_two_is_enough():
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"origin", b"null")]
    assert asked(framed, headers=headers)[0]["status"] == 403


def test_a_websocket_is_refused_even_where_the_server_can_say_no_more():
    scope = {"type": "websocket", "scheme": "ws", "headers": [(b"host", b"evil.example")]}
    assert asked(framed, **scope) == [{"type": "websocket.close", "code": 1008}]
    said = asked(framed, **scope, extensions={"websocket.http.response": {}})
    assert (said[0]["type"], said[0]["status"]) == ("websocket.http.response.start", 421)
