"""The demo shop's API, pages and content security policy."""

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from demo.shop.app import create_shop, page_policy
from demo.shop.orders import seeded_orders
from demo.shop.products import PRODUCTS

TODAY = date(2026, 11, 20)


@pytest.fixture
def shop() -> TestClient:
    return TestClient(create_shop("https://desk.example:8443/", TODAY))


def test_an_order_is_told_with_iso_dates(shop: TestClient) -> None:
    answer = shop.get("/api/orders/A-1002")
    assert answer.status_code == 200
    order = answer.json()
    assert set(order) == {
        "number", "item", "customer_name", "email", "ordered_on", "status", "promised_for", "delivered_on",
        "carrier", "tracking", "total", "currency",
    }  # fmt: skip
    assert (order["number"], order["status"]) == ("A-1002", "delivered")
    assert date.fromisoformat(order["ordered_on"]) < date.fromisoformat(order["delivered_on"]) <= TODAY


def test_an_order_number_may_be_written_small(shop: TestClient) -> None:
    assert shop.get("/api/orders/a-1001").json()["number"] == "A-1001"


def test_an_unknown_order_is_a_404_with_an_error(shop: TestClient) -> None:
    answer = shop.get("/api/orders/A-9999")
    assert answer.status_code == 404
    assert "A-9999" in answer.json()["error"]


def test_forty_orders_are_seeded_alike_on_the_same_day() -> None:
    orders = seeded_orders(TODAY)
    assert list(orders) == [f"A-{number}" for number in range(1001, 1041)]
    assert orders == seeded_orders(TODAY)
    assert {order.item for order in orders.values()} == {product.name for product in PRODUCTS}


def test_every_order_tells_a_believable_story() -> None:
    for order in seeded_orders(TODAY).values():
        assert order.ordered_on < TODAY and order.ordered_on < order.promised_for
        assert (order.delivered_on is not None) == (order.status == "delivered")
        was_sent = order.status not in ("processing", "cancelled")
        assert (order.carrier is not None, order.tracking is not None) == (was_sent, was_sent)
        if order.status in ("delayed", "lost"):
            assert order.promised_for < TODAY
        if order.status in ("processing", "shipped"):
            assert order.promised_for >= TODAY


def test_there_are_orders_of_every_status() -> None:
    statuses = {order.status for order in seeded_orders(TODAY).values()}
    assert statuses == {"processing", "shipped", "delivered", "delayed", "lost", "cancelled"}


@pytest.mark.parametrize("path", ["/", "/products/lamp", "/products/nothing"])
def test_a_page_embeds_the_widget_with_one_script_tag(shop: TestClient, path: str) -> None:
    page = shop.get(path).text
    tags = re.findall(r"<script[^>]*>", page)
    assert [tag for tag in tags if "desk.example" in tag] == [
        '<script src="https://desk.example:8443/widget.js" data-title="Alder &amp; Finch help" defer>'
    ]


@pytest.mark.parametrize("path", ["/", "/products/lamp"])
def test_a_page_holds_nothing_that_its_policy_would_refuse(shop: TestClient, path: str) -> None:
    page = shop.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", page)
    addresses = re.findall(r'(?:src|href)="(https?://[^"/]+)', page)
    assert set(addresses) == {"https://desk.example:8443"}


def test_the_policy_allows_exactly_the_desk_besides_the_shop(shop: TestClient) -> None:
    policy = shop.get("/").headers["Content-Security-Policy"]
    assert policy == page_policy("https://desk.example:8443")
    assert set(re.findall(r"https?://\S+?(?=[; ]|$)", policy)) == {"https://desk.example:8443"}
    assert "unsafe" not in policy and "default-src 'none'" in policy


def test_every_product_has_its_page_and_drawing(shop: TestClient) -> None:
    for product in PRODUCTS:
        assert product.name in shop.get(f"/products/{product.slug}").text
        assert shop.get(f"/static/{product.slug}.svg").status_code == 200


def test_a_missing_product_is_a_404_page(shop: TestClient) -> None:
    assert shop.get("/products/nothing").status_code == 404


def test_the_sample_orders_can_be_asked_about(shop: TestClient) -> None:
    page = shop.get("/").text
    assert page.count("It is about my order A-10") >= 5


def test_the_shop_says_that_it_is_well(shop: TestClient) -> None:
    assert shop.get("/health").json() == {"status": "ok"}
