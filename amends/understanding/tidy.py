"""Makes a message fit for the encoder without touching the text that spans point at."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 4000
LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_LEADING_MENTIONS = re.compile(r"^(?:\s*(?:RT\b:?|\.?@\w+:?,?))+\s*")
_MENTION = re.compile(r"(?<!\w)@\w+")
_HASHTAG = re.compile(r"(?<!\w)#(?!\d+\b)(\w+)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_STRETCH = re.compile(r"([^\W\d_])\1{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Marks of direction and marks without a width stand inside words, and so do accents heaped on for show.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})
# Faces carry more feeling than the encoder's vocabulary knows, so the common ones become words.
_FACES = {
    "😡": " angry ",
    "🤬": " furious ",
    "😠": " angry ",
    "😤": " annoyed ",
    "👿": " angry ",
    "🙄": " annoyed ",
    "😒": " annoyed ",
    "😑": " annoyed ",
    "🤦": " unbelievable ",
    "👎": " bad ",
    "💩": " rubbish ",
    "😢": " sad ",
    "😭": " upset ",
    "😞": " disappointed ",
    "😔": " disappointed ",
    "☹": " sad ",
    "👍": " good ",
    "😊": " happy ",
    "🙂": " okay ",
    "😀": " happy ",
    "😍": " love it ",
    "❤": " love ",
    "🙏": " please ",
    "😂": " haha ",
    "🤣": " haha ",
    "👏": " well done ",
}
_FACE = re.compile("|".join(map(re.escape, _FACES)))


def _words_of_hashtag(match: re.Match[str]) -> str:
    return _CAMEL.sub(" ", match.group(1))


def tidy(text: str) -> str:
    """Return the text for the encoder, without links, mentions, control marks and stretched letters."""
    text = text[:MAX_CHARACTERS]
    text = SURROGATE.sub(" ", text)
    if not text.isascii():
        # Letters written in bold, in circles or at full width become plain ones.
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)
        text = text[:MAX_CHARACTERS]
    for entity, plain in _ENTITIES.items():
        text = text.replace(entity, plain)
    text = LINK.sub(" ", text)
    text = _LEADING_MENTIONS.sub("", text)
    text = _MENTION.sub("you", text)
    text = _HASHTAG.sub(_words_of_hashtag, text)
    text = _FACE.sub(lambda match: _FACES[match.group(0)], text)
    text = _CONTROL.sub(" ", text)
    text = _STRETCH.sub(r"\1\1", text)
    return _SPACE.sub(" ", text).strip()
