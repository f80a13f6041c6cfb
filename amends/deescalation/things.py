"""What a message is about, by its own nouns: the luggage, the app, the driver."""

from __future__ import annotations

import re
from functools import lru_cache

# Words of the customer and how we call the thing in a sentence of ours; special things before general ones.
_THINGS: tuple[tuple[str, str], ...] = (
    (r"luggage|baggage|bags?|suit ?cases?|carry[- ]?ons?", "your luggage"),
    (r"car seat|stroller|pushchair|pram", "the child's equipment"),
    (r"seats?|seating|legroom|upgrades?", "the seats"),
    (r"boarding pass(?:es)?|check[- ]?in", "the check-in"),
    (r"connecting flight|connections? in", "the connection"),
    (r"flight attendants?|cabin crew|air ?hostess|stewardess\w*|inflight team", "the cabin crew"),
    (r"in-?flight (?:ent\w*|system|wi-?fi)", "the equipment on board"),
    (r"lavatory|lavatories|toilets?|restrooms?|bathrooms?", "the toilets"),
    (r"air ?con(?:ditioning)?|heating|temperature", "the temperature on board"),
    (r"carriages?|coach(?:es)?|quiet zone", "the carriage"),
    (r"vouchers?", "the voucher"),
    (r"gift ?cards?", "the gift card"),
    (r"promo(?:tion)?s?|promo codes?|coupons?|discounts?|cash ?back|offer code", "the discount"),
    (r"sim(?: ?card)?|postpaid|prepaid", "your phone contract"),
    (r"data plan|data pack\w*|data usage|lte|[345]g\b|data", "your mobile data"),
    (r"wi-?fi|internet|broadband|router|modem|bandwidth|fib(?:er|re)", "your internet connection"),
    (r"signal|coverage|reception", "the signal"),
    (r"network", "the network"),
    (r"phone line|land ?line|dial tone", "your phone line"),
    (r"tv|television|set[- ]top box|channels?", "the TV"),
    (r"sign[- ]?in|log[- ]?in|logins?|logged out|log me in|password|passcode|credentials", "the login"),
    (r"subscription|membership|prime", "your membership"),
    (r"loyalty|miles|points|avios|status match", "your points and status"),
    (r"account", "your account"),
    (r"refund\w*|money back|reimburs\w*", "the refund"),
    (r"overcharg\w*|charges?|charged|deduct\w*|fees?|bills?|billing|invoices?", "the charges"),
    (r"debit card|credit card|cards?", "your card"),
    (r"bank|transfer|payments?|paid twice|transactions?", "the payment"),
    (r"fares?|prices?|pricing|cheaper", "the price"),
    (r"delivery (?:date|day|time|slot)|delivery window", "the delivery date"),
    (r"drivers?", "the driver"),
    (r"courier|carrier", "the courier"),
    (r"post office|drop[- ]?off|collection point|parcel locker", "the collection"),
    (r"tracking|track(?:ed)?", "the tracking"),
    (r"parcels?|packages?|pakage", "your parcel"),
    (r"deliver(?:y|ies|ed|ing|)|misdelivered|undeliver\w*|dispatch\w*|shipping|shipment", "the delivery"),
    (r"tickets?", "the tickets"),
    (r"reservations?|bookings?|booked", "your booking"),
    (r"hotels?|rooms?|check[- ]?out desk", "the room"),
    (r"rental|hire car|cars?|vehicle", "the car"),
    (r"shuttles?|bus(?:es)?|busses", "the buses"),
    (r"terminal", "the terminal"),
    (r"platform \d+|stations?", "the station"),
    (r"trains?|rail|railways?|journeys?|commut\w+", "the train"),
    (r"planes?|aircrafts?|flights?\d*|flying|flew|airlines?|landed", "the flight"),
    (r"gates?|tarmac|runway", "the gate"),
    (r"queues?|lines? (?:that|of)|in (?:the|this|a) line|stand in line", "the queue"),
    (r"tip|tipping|tips", "the tipping"),
    (r"notifications?", "the notifications"),
    (r"bluetooth|battery|screen|keyboard|charger|headphones|earphones|touch ?id", "the device"),
    (r"ios ?\d*|(?:software|latest|new|this|the|an|last) updates?", "the update"),
    (r"apps?", "the app"),
    (r"playlists?|songs?|music|albums?|shuffle", "the music"),
    (r"web ?sites?|web ?page|site|page|basket|checkout", "the website"),
    (r"phones?|iphones?|handset|mobiles?|laptop|macbook|ipad|tablet|device|console|xbox|ps4", "the device"),
    (r"food|meals?|burgers?|pizza|chicken|fries|drinks?|coffee|sandwich\w*|salad|chips", "the food"),
    (r"milk|bread|cheese|eggs?|meat|fruit|veg\w*|yogh?urt", "the item"),
    (r"live ?chat|chat ?bot|chat", "the chat"),
    (r"podcasts?|itunes|episodes?|streaming|videos?", "the app"),
    (r"design|layout|set-?up|interface", "the design"),
    (r"smell\w*|stinks?|stench", "the smell"),
    (r"customs|clearance", "the customs"),
    (r"offers?|advert\w*|listing|deal", "the offer"),
    (r"claims?|insurance", "the claim"),
    (r"tax(?:es|ed|ing)?|donations?", "the charges"),
    (r"electricity|power cut|no power|hot water|heating", "the power"),
    (r"stores?|shops?|branch|supermarket|self[- ]service", "the store"),
    (r"technicians?|engineers?", "the technician"),
    (
        r"representatives?|reps?|agents?|executives?|advis[eo]rs?|operators?|phone personnel",
        "the people you dealt with",
    ),
    (r"staff|employees?|crew|personnel|conductor|guard", "the staff"),
    (
        r"on hold|hold for|phone calls?|call(?:s|ed|ing)? (?:you|them|back|me|your)|hotline|helpline",
        "the phone calls",
    ),
    (r"repl(?:y|ies|ied|ying)|respon(?:se|d|ded|ding)|answers?|answered", "the replies"),
    (r"emails?|e-mails?|dms?|messages?|texts?", "the messages"),
    (r"contract|agreement|terms", "the contract"),
    (r"polic(?:y|ies)|rules?", "the rules"),
    (r"sold out|out of stock|in stock|stock", "the stock"),
    (r"orders?|ordered", "your order"),
    (r"items?|products?|goods|bought|purchase\w*", "the item"),
    (
        r"customer (?:service|care|support|relations)|help ?desk|call cent(?:er|re)|cc",
        "the customer service",
    ),
    (r"money|rupees|dollars|pounds?|\$\d+|£\d+|€\d+|rs\.? ?\d+", "your money"),
    (r"service", "the service"),
)
_PATTERNS = tuple(
    (re.compile(rf"(?<![\w@#/])(?:{words})(?!\w)", re.IGNORECASE), name) for words, name in _THINGS
)
# Too general to stand for a matter when something nearer is known.
GENERAL = frozenset(
    {
        "the phone calls",
        "the service",
        "the customer service",
        "your order",
        "the item",
        "your money",
        "the rules",
        "the replies",
        "the messages",
        "the device",
        "the people you dealt with",
        "the staff",
        "the store",
    }
)


@lru_cache(maxsize=512)
def thing_in(text: str) -> str | None:
    """What the text is about, as we call it in a sentence; None when it has no noun that we know."""
    plain = text.replace("’", "'")
    return next((name for pattern, name in _PATTERNS if pattern.search(plain)), None)


def nearer(known: str | None, fresh: str | None) -> str | None:
    """The thing to keep: the first one, unless it was general and the new one is not."""
    if known is None or (known in GENERAL and fresh is not None and fresh not in GENERAL):
        return fresh or known
    return known
