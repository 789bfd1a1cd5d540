"""The foods that the box offers, sent to the browser once, as they are the same for everybody."""

import gzip
import json
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from estimator.errors import InputError

PATH: Final = "food-list.json"
_HEADERS: Final = {"content-encoding": "gzip", "cache-control": "max-age=600"}


def route() -> Route:
    """Return the address of the foods: by the region that they are from, and the language."""

    def foods(request: Request) -> Response:
        asked = request.query_params
        try:
            body = _packed(asked.get("region", "world"), asked.get("language", "")[:2])
        except InputError as error:
            return PlainTextResponse(str(error), 404)
        return Response(body, media_type="application/json", headers=_HEADERS)

    return Route(f"/{PATH}", foods)


@lru_cache(maxsize=8)
def _packed(region: str, language: str) -> bytes:
    # Imported here, so that the server doesn't wait for it when it starts.
    from estimator.views.log.food_list import food_list

    text = json.dumps(food_list(region, language), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 6, mtime=0)
