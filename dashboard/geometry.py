"""The shapes that maps draw, at an address of their own, so that a browser fetches them once.

The address holds a fingerprint of the shapes: what it gives never changes, and may be kept for ever.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.queries.text import sql
from dashboard.warehouse import NoWarehouse, Warehouse, current_warehouse

PATH = "/geometry/{scheme}/{level}/{fingerprint}.geojson"


def address(scheme: str, level: str, fingerprint: str) -> str:
    return PATH.format(scheme=scheme, level=level, fingerprint=fingerprint)


def drawn(warehouse: Warehouse, scheme: str, level: str, fingerprint: str) -> str | None:
    """The GeoJSON of the areas, sorted by p-code; None where the build has no such shapes."""
    found = warehouse.query(sql("shapes"), {"scheme": scheme, "level": level, "fingerprint": fingerprint})
    return None if found.empty else str(found["geojson"].iloc[0])


def shapes(request: Request) -> Response:
    """The GeoJSON of one level of one scheme, 404 where the warehouse does not have it (any more).

    Asked by a browser, of which nobody knows here who sits before it: from the file that anyone may see.
    """
    try:
        found = drawn(current_warehouse("public"), **request.path_params)
    except NoWarehouse:
        return Response(status_code=404)
    if found is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found, media_type="application/geo+json", headers=headers)


ROUTE = Route(PATH, shapes)
