from amends.understanding.pieces import MAX_PIECES, split


def test_one_sentence_is_one_piece() -> None:
    assert [piece.text for piece in split("Where is my order?")] == ["Where is my order?"]


def test_two_issues_become_two_pieces() -> None:
    text = "The vase arrived broken. Also you charged me twice for it."
    assert [piece.text.strip() for piece in split(text)] == [
        "The vase arrived broken.",
        "Also you charged me twice for it.",
    ]


def test_pieces_point_at_the_text() -> None:
    text = "First I waited all day. Then nobody came! I want a refund now - and an apology too"
    assert all(text[piece.start : piece.end] == piece.text for piece in split(text))


def test_a_title_does_not_end_a_sentence() -> None:
    assert len(split("I spoke to Mr. Brown about it yesterday")) == 1


def test_a_very_long_message_stays_a_few_pieces_and_loses_nothing() -> None:
    text = "It was late again today. " * 150
    pieces = split(text)
    assert len(pieces) == MAX_PIECES
    assert "".join(piece.text for piece in pieces) == text


def test_an_empty_text_has_no_piece() -> None:
    assert split("") == []
