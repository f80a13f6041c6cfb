import json
import subprocess
import sys
from pathlib import Path

import pytest

from amends.understanding.bench.__main__ import main
from amends.understanding.bench.command import NoData, Request, bench_understanding
from amends.understanding.bench.measures import JSON

ROOT = Path(__file__).resolve().parents[4]
SHARED = ROOT.parent / "shared" / "benchmarks"


def measured(auroc: float) -> JSON:
    ranking = {"auroc": auroc, "average_precision": 0.8}
    task = {"task": "abuse", "rows": 9, "positives": 3, **ranking, "vader": ranking, "keywords": ranking}
    task |= {"in_domain": None, "floor": None, "aim": 0.9, "slices": []}
    public = {"tasks": [task], "further": [], "missing": []}
    return {"model": {"reader.safetensors": "00ff"}, "public": public}


def test_a_figure_that_becomes_worse_fails_and_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = Request(data=tmp_path, page=tmp_path / "card.md")
    assert bench_understanding(request, lambda request: measured(0.95)) == 0
    assert "**.950 / .800**" in (tmp_path / "card.md").read_text()
    before = (tmp_path / "card.json").read_text()
    assert bench_understanding(request, lambda request: measured(0.93)) == 1
    assert "abuse, auroc: 0.9500 became 0.9300" in capsys.readouterr().err
    assert (tmp_path / "card.json").read_text() == before
    tolerant = Request(data=tmp_path, page=tmp_path / "card.md", tolerance=0.05)
    assert bench_understanding(tolerant, lambda request: measured(0.93)) == 0
    assert '"auroc": 0.93' in (tmp_path / "card.json").read_text()


def test_a_part_measured_alone_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    request = Request(data=tmp_path, page=tmp_path / "card.md")
    bench_understanding(request, lambda request: measured(0.95))
    cost = {"median_ms": 12.0, "p95_ms": 20.0, "stock_median_ms": 8.0, "ratio": 1.5, "messages": 467}
    cost |= {"train_s": 80.0, "rss_mb": 400.0}
    page = tmp_path / "card.md"
    page.write_text(page.read_text() + "<!-- amends bench understanding: cost -->\n<!-- end of cost -->\n")
    assert bench_understanding(request, lambda request: {"cost": cost}) == 0
    assert set(json.loads((tmp_path / "card.json").read_text())) == {"model", "public", "cost"}
    assert "| ratio of the medians | 1.50 | at most 2 |" in page.read_text()


def test_without_a_page_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench_understanding(Request(data=tmp_path, as_json=True), lambda request: measured(0.95))
    assert json.loads(capsys.readouterr().out)["public"]["tasks"][0]["auroc"] == 0.95
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoData, match="--data"):
        bench_understanding(Request(data=tmp_path / "none"))
    assert main(["understanding", "--data", str(tmp_path / "none")]) == 2
    assert "none is not there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--train", "{train}"], "give --train and --test, or --set"),
        (["--train", "{train}", "--test", "{train}", "--set", "clinc150"], "give either --set"),
        (["--train", "{train}", "--test", "{gone}"], "gone.jsonl: No such file"),
        (["--train", "{train}", "--test", "{broken}"], 'line 2: needs a string "label"'),
        (["--train", "{one}", "--test", "{train}"], "only the label 'a'"),
        (["--train", "{train}", "--test", "{train}", "--oos-label", "b"], "only the label 'a'"),
        (["--set", "other"], "'other' is no set"),
    ],
)
def test_what_is_wrong_with_the_rows_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    a, b = '{"text": "x", "label": "a"}\n', '{"text": "y", "label": "b"}\n'
    contents = {"train": a + b, "one": a, "broken": a + '{"text": "y"}\n'}
    for name, content in contents.items():
        (tmp_path / f"{name}.jsonl").write_text(content, encoding="utf-8")
    places = {name: str(tmp_path / f"{name}.jsonl") for name in (*contents, "gone")}
    assert main(["intents", *(word.format(**places) for word in words), "--json"]) == 2
    assert said in capsys.readouterr().err


def test_rows_of_ones_own_are_measured(tmp_path: Path) -> None:
    topics = {
        "parcel": ("where is my parcel", "the parcel has not come", "my parcel is late", "track the parcel"),
        "money": ("I want my money back", "refund me please", "where is my refund", "pay me back"),
    }
    train, test = tmp_path / "train.jsonl", tmp_path / "test.jsonl"
    rows = [{"text": text, "label": label} for label, texts in topics.items() for text in texts]
    train.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    foreign = {"text": "who won the cup final in 1966", "label": "none"}
    asked = [{"text": "has the parcel come", "label": "parcel"}, foreign]
    test.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    command = [sys.executable, "-m", "amends.understanding.bench", "intents", "--json"]
    files = ["--train", str(train), "--test", str(test), "--oos-label", "none"]
    done = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert (found["in_scope_accuracy"], found["oos_auroc"]) == (1.0, 1.0)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public evaluation sets are not beside this checkout")
@pytest.mark.timeout(400)
def test_a_small_run_on_the_public_sets(tmp_path: Path, model_folder: Path) -> None:
    from amends.understanding.bench import parts
    from amends.understanding.bench.watching import silent

    found = parts.public(model_folder, SHARED, 40, silent)
    assert found["missing"] == []
    assert all(task["auroc"] > 0.6 for task in found["tasks"])
    assert parts.checksums(model_folder).keys() == {"reader.safetensors", "model.onnx", "tokenizer.json"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public evaluation sets are not beside this checkout")
def test_every_intent_set_is_found() -> None:
    from amends.understanding.bench.intent_sets import SETS, read_set

    for name in SETS:
        rows = read_set(name, SHARED)
        taught = {row.label for row in rows.train} - {rows.oos_label}
        assert len(taught) > 10 and taught >= {row.label for row in rows.test} - {rows.oos_label}, name
