"""Requests to the real server, and pages of other sites that try to get at it."""

import functools
import http.client
import http.server
import threading
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import SERVE, STREAMLIT_RUN, serving, started

UPLOAD = "/_stcore/upload_file/session/file"
STREAM = "/_stcore/stream"
ROUTES = (
    *(("GET", path) for path in ("/", "/week", "/none.js", "/_stcore/host-config", STREAM)),
    *(("GET", path) for path in ("/_stcore/health", "/media/none.csv", "/favicon.png")),
    *((method, UPLOAD) for method in ("PUT", "DELETE", "OPTIONS")),
    ("POST", "/_stcore/agent/run"),
)
HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
}


@pytest.fixture(scope="module", params=[SERVE, STREAMLIT_RUN], ids=["serve", "streamlit run"])
def port(request, tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('diary') / 'diary.sqlite3'}"
    with started(url, request.param) as address:
        yield urlsplit(address).port


@pytest.fixture(scope="module")
def public_port(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('diary') / 'diary.sqlite3'}"
    with serving(url, K2_PUBLIC_ORIGIN="https://k2.example.org") as address:
        yield urlsplit(address).port


def asked(port, path, host, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    for name, text in headers.items():
        connection.putheader(name, text)
    connection.endheaders()
    answer = connection.getresponse()
    if answer.status != 101:
        answer.read()
    connection.close()
    return answer


def handshake(port, host, origin=None):
    """Return the status that opening the app's websocket gets."""
    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        **({} if origin is None else {"Origin": origin}),
    }
    return asked(port, STREAM, host, **headers).status


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost.evil.example"])
def test_no_route_answers_to_another_host(port, method, path, host):
    answer = asked(port, path, host.format(port=port), method)
    assert answer.status == 421
    assert {name.lower() for name in answer.headers} >= HEADERS


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_route_answers_a_page_of_another_origin(port, method, path):
    answer = asked(port, path, f"127.0.0.1:{port}", method, Origin="http://127.0.0.1:1")
    assert answer.status == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_answer_has_the_headers(port, method, path):
    answer = asked(port, path, f"127.0.0.1:{port}", method)
    assert answer.status not in (403, 421) or path == UPLOAD
    assert {name.lower() for name in answer.headers} >= HEADERS
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-" in policy


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
def test_pages_of_the_app_itself_open_the_websocket(port, host):
    own = host.format(port=port)
    assert handshake(port, own, f"http://{own}") == 101


def test_a_websocket_that_tells_no_origin_is_none_of_a_browser(port, public_port):
    assert handshake(port, f"localhost:{port}") == 403
    assert handshake(public_port, "k2.example.org") == 403  # a proxy that took it away


@pytest.mark.parametrize(
    "origin",
    [
        *("http://localhost:1", "http://localhost", "https://localhost:{port}", "null", ""),
        *("http://127.0.0.1:{port}", "http://evil.example", "http://localhost.evil.example:{port}"),
        "http://evil.example@localhost:{port}",
    ],
)
def test_pages_of_others_do_not(port, origin):
    assert handshake(port, f"localhost:{port}", origin.format(port=port)) == 403


def test_a_name_that_leads_here_opens_no_websocket(port):
    host = f"rebound.example:{port}"
    assert handshake(port, host, f"http://{host}") == 421


def test_behind_a_proxy_the_public_address_is_answered(public_port):
    assert asked(public_port, "/", "k2.example.org").status == 200
    assert asked(public_port, "/_stcore/health", f"127.0.0.1:{public_port}").status == 200
    assert handshake(public_port, "k2.example.org", "https://k2.example.org") == 101


@pytest.mark.parametrize(
    "origin",
    [
        *("http://k2.example.org", "https://k2.example.org:8443", "https://example.org"),
        *("https://other.k2.example.org", "http://localhost", "null"),
    ],
)
def test_behind_a_proxy_no_other_is(public_port, origin):
    assert handshake(public_port, "k2.example.org", origin) == 403
    assert asked(public_port, "/", "example.org").status == 421


@pytest.fixture
def other_site(tmp_path):
    """Give a function that writes the page of another site, and its address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def write(page):
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/"

    yield write
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_page_of_another_site_can_neither_show_nor_use_the_app(browser, served, other_site):
    address = served[0]
    context = browser.new_context()
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(other_site(f'<iframe src="{address}/" width="800" height="600"></iframe>'))
    frame = page.frames[1]
    frame.wait_for_url("chrome-error://**")
    assert frame.locator("#root").count() == 0
    assert any("frame-ancestors" in line for line in said)
    opened = page.evaluate(
        """address => new Promise((done) => {
            const socket = new WebSocket(address.replace("http", "ws") + "/_stcore/stream");
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
        })""",
        address,
    )
    assert opened == "refused"
    read = page.evaluate(
        "address => fetch(address + '/_stcore/host-config').then(() => 'read', () => 'refused')",
        address,
    )
    assert read == "refused"
    context.close()


@pytest.mark.browser
def test_a_script_that_is_not_the_apps_own_does_not_run(browser, served):
    context = browser.new_context()
    page = context.new_page()
    page.goto(served[0])
    refused = page.evaluate(
        """() => new Promise((done) => {
            const heard = (event) => done(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", heard);
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        })"""
    )
    assert (refused, page.evaluate("window.ran")) == ("script-src-elem", None)
    context.close()
