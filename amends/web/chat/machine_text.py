"""Tells text written for programs from what people write: HTML, and Rasa's commands such as /greet{}."""

import re

# Only elements that pages are made of: "<3", "a < b" and "<order number>" are what people write.
_ELEMENTS = (
    "a|abbr|area|article|aside|audio|b|base|blockquote|body|br|button|canvas|center|code|div|em|embed|font|"
    "footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|marquee|"
    "math|meta|nav|noscript|object|ol|option|p|picture|pre|script|section|select|small|source|span|strong|"
    "style|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|u|ul|video"
)
# Each repetition excludes what ends it, so no text takes longer than its length.
_HTML = re.compile(rf"<(?:!--|!doctype\b|/?(?:{_ELEMENTS})(?:[\s/][^<>]*)?>)", re.IGNORECASE)
_COMMAND = re.compile(r"\s*/[A-Za-z_][\w.+-]*\s*\{.*\}\s*", re.DOTALL)


def is_html(text: str) -> bool:
    """Whether the text holds an HTML element, comment or document type."""
    return _HTML.search(text) is not None


def is_command(text: str) -> bool:
    """Whether the whole text is a command with arguments, as Rasa's payloads are."""
    return _COMMAND.fullmatch(text) is not None
