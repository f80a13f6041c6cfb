"""Tells what is written in English from other languages and from noise, by script and common words."""

from __future__ import annotations

import re

from amends.understanding.tidy import LINK

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# What nearly every English message holds, in the spellings of chats too.
_ENGLISH_WORDS = (
    "the a an and or but if of to in on at for from with by as is are was were be been am it its it's "
    "this that these those i i'm im i've ive i'll you your you're u ur we our they them their he she "
    "his her my mine us not no don't dont can't cant won't wont didn't didnt doesn't doesnt isn't isnt "
    "hasn't haven't never still have has had having did does doing done will would can could should get "
    "got getting give go going want need know think tell told said say see please pls plz thanks thank "
    "thx hi hello hey yes yeah yep ok okay sorry what what's whats when where why who how which there "
    "here now then today yesterday tomorrow again already just only very too so really back out up off "
    "down over about after before all any some more most other order ordered refund delivery delivered "
    "parcel package account card money charged late wrong broken missing cancel help call phone email "
    "day days week weeks time times customer service company bad good great nice right one two first "
    "last next new old same nothing something anything someone nobody every because than into without "
    "until since while working work works use buy bought pay paid "
)
# Common words of other languages in Latin letters that no English chat uses, Hindi and Urdu included.
_OTHER_WORDS = (
    # Spanish, Portuguese, Italian
    "el los las una del que por para con como pero donde dónde cuando cuándo mi mis está esta estoy "
    "están muy más hola gracias quiero pedido tengo necesito hace todavía llegado ayuda usted ustedes "
    "señor qué nunca eu meu minha não nao uma seu sua você voce vocês está onde ainda obrigado quero "
    "chegou dos das isso pelo il lo gli della delle che sono mio mia il dove ancora grazie vorrei "
    "perché perche ordine pacco vostro questo arrivato buongiorno ciao "
    # French
    "le les des du et est je j'ai suis mon ma mes vous nous votre vos pas ne où ou pourquoi quand très "
    "avec sur dans commande colis bonjour merci veux voudrais toujours reçu c'est qui ça être jamais "
    "rien "
    # German, Dutch, Scandinavian
    "der das und ist ich nicht mein meine meinen ein eine einen sie wir haben habe mit auf für "
    "wo wann warum immer noch kein keine bitte danke bestellung paket wurde von zu den dem sehr schon "
    "angekommen ihr het een de en niet mijn ik jullie waar wanneer nog geen bestelling pakket hebben "
    "wij dank naar jag är inte min mitt har var det att och för hvor er ikke min pakke og jeg på med "
    "som ennå missä ei ole minun tilaus paketti "
    # Polish, Czech, Romanian, Hungarian, Croatian
    "jest nie mój moja moje gdzie czy się sie na dla jak kiedy proszę prosze dziękuję zamówienie "
    "zamowienie paczka już jeszcze mam chcę chce dlaczego kde je můj moje objednávka proč prosím este "
    "unde comanda mea nu și pentru vreau hol van csomagom rendelésem még nem gdje moja narudžba zašto "
    # Turkish, Indonesian, Malay, Vietnamese, Tagalog, Swahili
    "nerede benim siparişim siparisim neden henüz hala gelmedi değil bir ve bu için istiyorum lütfen "
    "paketim teşekkürler nasıl saya tidak belum di mana pesanan yang dan ini sudah kenapa mau paket "
    "anda dimana tolong không tôi của đơn hàng đâu chưa ang ng mga ko hindi nasaan wala po bakit yangu "
    "wapi bado sijapata agizo langu "
    # Hindi and Urdu in Latin letters
    "hai nahi nahin mera meri mere kya kyu kyun kab kahan kaha ka ki ke ko se aap apka aapka mujhe "
    "chahiye abhi tak bhi aur karo kar raha rahi rahe gaya gya hua hoga paisa paise wapas vapas ho hain "
    "nhi bhai yaar sab "
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Small words inside people's names say nothing of a language.
_PARTICLE_WORDS = "de del der den dos das da di van von el la los las le al bin ter"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Words that English has too, with another meaning, tell nothing.
_SHARED = frozenset(["die", "hat", "war", "den", "van", "pas", "hol", "men", "am"])
_OTHER = frozenset(_OTHER_WORDS.split()) - _ENGLISH - _SHARED - _PARTICLES
# English borrows these with their accents; a capital one is as likely a name.
_BORROWED_WORDS = "café cafés cliché fiancé fiancée résumé résumés naïve déjà voilà façade décor touché"
_BORROWED = frozenset(_BORROWED_WORDS.split())
_ACCENTED = re.compile(r"[a-z]*[à-öø-ɏḀ-ỿ][a-zà-öø-ɏḀ-ỿ]*", re.ASCII)
_NEVER_WRITTEN = re.compile(r"[A-Za-z0-9+/=_-]{40,}")
# Not even a key that is held down in anger.
_NEVER_HELD = re.compile(r"\S{200,}")
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")


def is_readable(text: str, clean: str) -> bool:
    """Return False for a message in another language and for noise, given the text and its tidied form.

    One word alone never decides: people greet and thank in many languages. Whatever is in doubt is English.
    """
    return not (_noisy(text, clean) or _in_other_script(clean) or _in_other_language(clean))


def _in_other_script(text: str) -> bool:
    # One letter alone draws a face, such as a shrug.
    return len(_OTHER_SCRIPT.findall(text)) > max(1, len(_LETTER.findall(text)) // 2)


def _noisy(text: str, clean: str) -> bool:
    """Find runs longer than any word, code or account number, when they make up most of the message."""
    return _most(_NEVER_WRITTEN, clean) or _most(_NEVER_HELD, LINK.sub("", text))


def _most(pattern: re.Pattern[str], text: str) -> bool:
    return sum(len(run) for run in pattern.findall(text)) * 2 > len(text)


def _in_other_language(text: str) -> bool:
    words = _WORD.findall(text.replace("’", "'"))
    lower = [word.lower() for word in words]
    english = sum(word in _ENGLISH for word in lower)
    other = sum(
        small in _OTHER or (_ACCENTED.fullmatch(word) is not None and word not in _BORROWED)
        for word, small in zip(words, lower, strict=True)
    )
    return len(words) > 1 and other * 5 >= len(words) and other > 0 and english * 2 <= other
