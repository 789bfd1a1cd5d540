"""What a phone asks for to put the app on its home screen: a manifest and its icons."""

from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

_FOLDER: Final = Path(__file__).parent
ICONS: Final = {f"icon-{size}.png": size for size in (192, 512)}
MANIFEST: Final[dict[str, Any]] = {
    "name": "K2 intake",
    "short_name": "K2",
    "description": "A diary of vitamin K2 by form, an estimate",
    # Relative to the manifest, so that it holds below any address.
    "start_url": "./",
    "scope": "./",
    "display": "standalone",
    "background_color": "#fdfcf9",
    "theme_color": "#0b6e4f",
    "icons": [
        {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for name, size in ICONS.items()
    ],
}


def routes() -> list[Route]:
    """Return the addresses of the manifest, which keyboard.js names, and of the icons."""

    def manifest(_: Request) -> JSONResponse:
        return JSONResponse(MANIFEST, media_type="application/manifest+json")

    def icon(request: Request) -> FileResponse:
        return FileResponse(_FOLDER / request.url.path.rsplit("/", 1)[-1])

    return [
        Route("/manifest.webmanifest", manifest),
        *(Route(f"/{name}", icon) for name in ICONS),
    ]
