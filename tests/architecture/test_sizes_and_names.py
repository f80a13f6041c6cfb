import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files, modules, text_of

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_AN_ACTION = 60
MOST_LINES_OF_THE_DOMAIN = 250
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base"}


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def written() -> list[Path]:
    """Modules that a person wrote: revisions of the database are records of what was, drafted by Alembic."""
    return [path for path in modules() if path.parent != Path("amends/records/migrations/versions")]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    has_docstring = ast.get_docstring(function) is not None
    first = function.body[1] if has_docstring and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    long = [str(path) for path in written() if len(text_of(path).splitlines()) > MOST_LINES]
    assert long == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path}:{function.lineno} {function.name} ({lines_of(function)} lines)"
        for path in written()
        for function in functions(ast.parse(text_of(path)))
        if lines_of(function) > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_actions_are_doors_not_rooms() -> None:
    thick = [
        str(path)
        for path in modules("actions")
        if not path.name.startswith("_") and path.name not in {"server.py", "__main__.py"}
        if len(text_of(path).splitlines()) > MOST_LINES_OF_AN_ACTION
    ]
    assert thick == []


def test_no_module_is_named_after_nothing() -> None:
    nameless = [str(path) for path in files() if path.suffix == ".py" and path.stem in NAMELESS]
    assert nameless == []


def test_every_room_says_in_one_sentence_what_it_is_for() -> None:
    silent = []
    for path in modules("amends", "actions", "assistant", "demo"):
        if path.name == "__init__.py":
            tree = ast.parse(text_of(path))
            # What a room shows at its door may be named after the sentence; nothing else may happen there.
            more = [node for node in tree.body[1:] if not isinstance(node, ast.ImportFrom | ast.Assign)]
            if not (ast.get_docstring(tree) or "").strip().endswith(".") or more:
                silent.append(str(path))
    assert silent == []


def test_every_module_says_what_it_is_for() -> None:
    assert [str(path) for path in written() if not ast.get_docstring(ast.parse(text_of(path)))] == []


def test_the_domain_lists_what_is_known_and_says_nothing() -> None:
    lines = text_of(Path("domain.yml")).splitlines()
    assert len(lines) <= MOST_LINES_OF_THE_DOMAIN
    assert not [line for line in lines if line.startswith("responses:")]


def test_our_own_data_files_do_not_use_rasa_s_top_level_keys() -> None:
    """Rasa reads every file under data/ that has one of its keys, whatever its name."""
    own = [
        path
        for path in files()
        if path.parts[0] == "data" and path.suffix in {".yml", ".yaml"}
        if path.parent.name not in {"nlu", "lookups", "rules", "stories", "responses"}
    ]
    key = re.compile(r"^(nlu|rules|stories|responses|version):", re.MULTILINE)
    assert own
    assert [str(path) for path in own if key.search(text_of(path))] == []


def test_actions_speak_through_responses_only() -> None:
    """Wording belongs to data/responses: nothing in actions says a text of its own."""
    calls = [
        f"{path}:{node.lineno}"
        for path in modules("actions")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "utter_message"
        if [keyword.arg for keyword in node.keywords] != ["response"] or node.args
    ]
    assert calls == []


PURE = ("deescalation", "casework", "coaching", "rulebook")


@pytest.mark.parametrize("room", PURE)
def test_every_module_of_a_pure_room_has_its_tests(room: str) -> None:
    unpaired = [
        str(path)
        for path in modules("amends")
        if path.parts[1] == room and path.name != "__init__.py"
        if not (ROOT / "tests" / "unit" / room / f"test_{path.name}").exists()
    ]
    assert unpaired == []
