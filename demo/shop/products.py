"""What the shop sells; the drawings are named after the slugs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """One article: prices in cents, so that totals stay exact."""

    slug: str
    name: str
    line: str
    story: str
    price_cents: int

    @property
    def price(self) -> str:
        """The price as it is shown, e.g. `64.00`."""
        return f"{self.price_cents / 100:.2f}"


PRODUCTS: tuple[Product, ...] = (
    Product(
        "kettle",
        "Tern pour-over kettle",
        "Slow spout, quick boil",
        "Brushed steel, a spout that pours as thin as you like, and a handle that stays cool. "
        "Holds nine tenths of a litre: four cups, or one long morning.",
        6_400,
    ),
    Product(
        "lamp",
        "Low Sun table lamp",
        "Evening light, all year",
        "A linen shade over turned ash. It dims to the last candle's worth, "
        "remembers how you left it, and its bulb can be changed without a tool.",
        8_900,
    ),
    Product(
        "blanket",
        "Moor wool blanket",
        "Undyed, heavy, warm",
        "Woven from the wool of three hill flocks in their own colours. "
        "Wide enough for two people who like each other.",
        12_500,
    ),
    Product(
        "teapot",
        "Pebble teapot",
        "Stoneware for two",
        "Thrown by hand and glazed the grey of a wet shore. The lid stays on when you pour; we tried.",
        5_200,
    ),
    Product(
        "chair",
        "Crane lounge chair",
        "Sits like a long exhale",
        "Oiled oak and woven paper cord. Arrives in one piece and asks for no instructions.",
        42_000,
    ),
    Product(
        "radio",
        "Harbour kitchen radio",
        "One dial, good company",
        "A walnut case, one speaker that means it, and a dial you can find with floury hands.",
        14_900,
    ),
)


def find_product(slug: str) -> Product | None:
    """The product of that slug, or None."""
    return next((product for product in PRODUCTS if product.slug == slug), None)
