import pytest

from amends.understanding.language import is_readable
from amends.understanding.tidy import tidy

OTHER = """
¿dónde está mi paquete?
quiero mi dinero de vuelta
Mein Paket ist immer noch nicht da
ich will mein Geld zurück
mon colis n'est jamais arrivé
je veux être remboursé
il mio pacco non è ancora arrivato
onde está a minha encomenda
gdzie jest moja paczka
siparişim hala gelmedi
mera paisa wapas karo
waar blijft mijn pakket
pesanan saya belum sampai
var är mitt paket
मेरा पार्सल नहीं आया
我的包裹在哪里
私の荷物はどこですか
내 소포는 어디 있나요
أين طردي
где моя посылка
πού είναι το δέμα μου
איפה החבילה שלי
พัสดุของฉันอยู่ที่ไหน
"""
ENGLISH = """
whre is my parcl
refund pls
ok
Hola, where is my parcel? It should have been here on Monday
I am José Müller
Zoë Brontë-Łukasz, order A-1004
the café charged me twice
I bought it in São Paulo and it stopped working
wtf man
DIE BOT
die already
the hat was grey
war room, door 4
A-1004
12345
no no no no
Maria de la Cruz
Jan van der Berg
¯\\_(ツ)_/¯
noooooooooooooooooooooooooooooooooooooooooooooo
c u l8r
"""
NOISE = ["x" * 5000, "qk" * 400, "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVy" * 3, "9" * 300]


@pytest.mark.parametrize("text", OTHER.strip().split("\n"))
def test_other_languages_are_not_read_as_english(text: str) -> None:
    assert not is_readable(text, tidy(text))


@pytest.mark.parametrize("text", ENGLISH.strip().split("\n"))
def test_short_and_misspelt_english_stays_english(text: str) -> None:
    assert is_readable(text, tidy(text))


@pytest.mark.parametrize("text", NOISE)
def test_noise_is_no_language(text: str) -> None:
    assert not is_readable(text, tidy(text))


def test_a_long_link_is_not_noise() -> None:
    text = "look here https://example.com/" + "a" * 300 + " it is broken"
    assert is_readable(text, tidy(text))
