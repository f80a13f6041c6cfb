import json
from collections.abc import Callable
from pathlib import Path

from amends.understanding.bench.acts import FILE, acts_in_order
from amends.understanding.reading import Reading


def test_only_turns_with_one_known_act_count(tmp_path: Path, read_one: Callable[[str], Reading]) -> None:
    turns = [
        {"speaker": "customer", "text": "hi", "label": ["openinggreeting"]},
        {"speaker": "customer", "text": "thank you", "label": ["thankyou"]},
        {"speaker": "customer", "text": "thank you, no", "label": ["rejection"]},
        {"speaker": "customer", "text": "two pizzas", "label": ["orderpizzaintent"]},
        {"speaker": "customer", "text": "hi and bye", "label": ["openinggreeting", "closinggreeting"]},
    ]
    (tmp_path / FILE).write_text(json.dumps({"turns": turns}), encoding="utf-8")
    found = acts_in_order(read_one, tmp_path)
    assert found is not None
    assert (found["rows"], found["accuracy"]) == (3, 0.6667)
    assert found["labels"]["deny"]["recall"] == 0.0
