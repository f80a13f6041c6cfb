"""The shop's seeded orders: forty of them, told relative to the day the shop is opened."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from demo.shop.products import PRODUCTS

OrderStatus = Literal["processing", "shipped", "delivered", "delayed", "lost", "cancelled"]

FIRST_NUMBER = 1001
OVER: frozenset[OrderStatus] = frozenset(("delivered", "lost", "cancelled"))
CARRIERS = ("Northline", "Parcel Swift", "Bluebird Post")
CUSTOMERS = (
    "Amara Holt", "Benno Vance", "Clara Whitlock", "Dev Raman", "Elin Marsh", "Farid Okoro", "Greta Lund",
    "Hugo Ferreira", "Ines Carrow", "Jonah Pike", "Keiko Arden", "Liam Strand", "Mona Eskil", "Noor Bexley",
    "Otto Brandt", "Priya Nolan", "Quinn Harrow", "Rosa Delgado", "Sven Aker", "Tilda Moss",
)  # fmt: skip

# status, days since the order, days from the order to the promised day, days from the order to delivery
Course = tuple[OrderStatus, int, int, int | None]
COURSES: tuple[Course, ...] = (
    ("delayed", 12, 5, None),
    ("delivered", 9, 5, 4),
    ("shipped", 3, 5, None),
    ("lost", 21, 6, None),
    ("processing", 1, 6, None),
    ("delivered", 16, 5, 11),
    ("delayed", 8, 4, None),
    ("cancelled", 14, 6, None),
    ("delivered", 5, 5, 3),
    ("shipped", 4, 6, None),
)


@dataclass(frozen=True)
class Order:
    """One order as the API tells it; `total` is a decimal number in `currency`."""

    number: str
    item: str
    customer_name: str
    email: str
    ordered_on: date
    status: OrderStatus
    promised_for: date
    delivered_on: date | None
    carrier: str | None
    tracking: str | None
    total: float
    currency: str


def seeded_orders(today: date, count: int = 40) -> dict[str, Order]:
    """Orders A-1001 and on, by number; the same day gives the same orders."""
    orders = (_order(index, today) for index in range(count))
    return {order.number: order for order in orders}


def _order(index: int, today: date) -> Order:
    status, age, promised_after, delivered_after = COURSES[index % len(COURSES)]
    # The same course repeats every ten orders; what is over lies further back each time, so all differ.
    further_back = 2 * (index // len(COURSES)) if status in OVER else 0
    ordered_on = today - timedelta(days=age + further_back)
    product = PRODUCTS[(index * 5 + index // 6) % len(PRODUCTS)]
    customer = CUSTOMERS[(index * 7) % len(CUSTOMERS)]
    carrier = CARRIERS[index % len(CARRIERS)] if status not in ("processing", "cancelled") else None
    return Order(
        number=f"A-{FIRST_NUMBER + index}",
        item=product.name,
        customer_name=customer,
        email=f"{customer.lower().replace(' ', '.')}@example.org",
        ordered_on=ordered_on,
        status=status,
        promised_for=ordered_on + timedelta(days=promised_after),
        delivered_on=ordered_on + timedelta(days=delivered_after) if delivered_after else None,
        carrier=carrier,
        tracking=f"{carrier[:2].upper()}{70_410_000 + index * 7_919}" if carrier else None,
        total=(product.price_cents + (0 if product.price_cents >= 10_000 else 490)) / 100,
        currency="EUR",
    )


def samples(orders: dict[str, Order]) -> list[Order]:
    """A few orders worth trying in the chat: one of each course of events that customers complain about."""
    wanted = ("A-1001", "A-1002", "A-1003", "A-1004", "A-1006", "A-1008")
    return [orders[number] for number in wanted if number in orders]


def drawing_of(order: Order) -> str:
    """The slug of the ordered product's drawing."""
    return next(product.slug for product in PRODUCTS if product.name == order.item)
