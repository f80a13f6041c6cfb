"""The shop's web application: pages for people, an order API for the actions."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from demo.shop.orders import Order, drawing_of, samples, seeded_orders
from demo.shop.products import PRODUCTS, find_product

HERE = Path(__file__).parent
ORDER_LINES = {
    "processing": "Being packed",
    "shipped": "On its way",
    "delivered": "Delivered",
    "delayed": "Delayed",
    "lost": "Lost by the carrier",
    "cancelled": "Cancelled",
}


def page_policy(desk_url: str) -> str:
    """The content security policy of every page: this shop and the desk's origin, nothing else."""
    parts = urlsplit(desk_url)
    desk = f"{parts.scheme}://{parts.netloc}"
    return (
        f"default-src 'none'; script-src 'self' {desk}; connect-src {desk}; "
        "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def create_shop(desk_url: str, today: date) -> FastAPI:
    """Builds the shop; `desk_url` is where the browser finds the desk, `today` dates the seeded orders."""
    app = FastAPI(title="Alder & Finch, a demo shop", docs_url=None, redoc_url=None)
    orders = seeded_orders(today)
    policy = page_policy(desk_url)

    @app.middleware("http")
    async def protect(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        return response

    _add_api(app, orders)
    _add_pages(app, orders, desk_url.rstrip("/"))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app


def _add_api(app: FastAPI, orders: dict[str, Order]) -> None:
    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/api/orders/{number}")
    def order(number: str) -> Response:
        found = orders.get(number.upper())
        if found is None:
            return JSONResponse({"error": f"There is no order {number}."}, status_code=404)
        # Goes through FastAPI's encoder, which writes dates as ISO days.
        return JSONResponse(jsonable_encoder(found))


def _add_pages(app: FastAPI, orders: dict[str, Order], desk_url: str) -> None:
    templates = Jinja2Templates(HERE / "pages")
    shared = {"desk_url": desk_url, "products": PRODUCTS}

    @app.get("/", response_class=HTMLResponse)
    def home(request: Request) -> Response:
        shown = [(order, ORDER_LINES[order.status], drawing_of(order)) for order in samples(orders)]
        return templates.TemplateResponse(request, "home.html", shared | {"orders": shown})

    @app.get("/products/{slug}", response_class=HTMLResponse)
    def product(request: Request, slug: str) -> Response:
        found = find_product(slug)
        if found is None:
            return templates.TemplateResponse(request, "missing.html", shared, status_code=404)
        return templates.TemplateResponse(request, "product.html", shared | {"product": found})
