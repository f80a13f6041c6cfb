"""Measures each part of the room: public sets, our own text, intents on public sets, costs."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from amends.understanding import archive, model_files, training
from amends.understanding.bench import costs, held_out, intent_sets, public_texts
from amends.understanding.bench.examples import spread
from amends.understanding.bench.intents import bench_intents
from amends.understanding.bench.measures import JSON
from amends.understanding.bench.own_rows import read_own
from amends.understanding.bench.own_text import own_text
from amends.understanding.bench.watching import Watch
from amends.understanding.encoder import Encoder
from amends.understanding.reader import Reader
from amends.understanding.rows import read_nlu, read_readings
from amends.understanding.storage import TENSORS_NAME

DATA = Path("data")
MODELS = Path("models")


def unpacked(model: Path | None, scratch: Path) -> Path:
    """Return the folder of the given reader, or of the newest one, unpacked. Raises ModelUnreadable."""
    path = model or archive.newest(MODELS)
    return path if path.is_dir() else archive.unpack(path, scratch)


def checksums(folder: Path) -> JSON:
    """Return the sha256 of the reader's arrays and of the encoder's two files."""
    encoder = model_files.find_encoder()
    return {
        TENSORS_NAME: model_files.sha256_of(folder / TENSORS_NAME),
        model_files.MODEL_NAME: encoder.model_sha256,
        model_files.TOKENIZER_NAME: encoder.tokenizer_sha256,
    }


def public(folder: Path, data: Path, limit: int, watch: Watch) -> JSON:
    """Return the figures of the trained reader on the public sets."""
    reader = Reader.load(folder)
    return public_texts.measure(lambda text: reader.read([text])[0], data, limit, watch)


def own(limit: int, watch: Watch) -> JSON:
    """Return the figures of our own text, in five folds."""
    rows = read_own(DATA)
    fit = held_out.fitting(held_out.Remembering(Encoder.load()))
    return own_text(held_out.read_held_out(fit, spread(rows, limit), watch))


def intents(data: Path, limit: int, watch: Watch) -> JSON:
    """Return the figures of the intent head on every public set, each fitted to its own rows."""
    encoder, found = Encoder.load(), {}
    for name in intent_sets.SETS:
        rows = intent_sets.read_set(name, data)
        train, test = spread(rows.train, limit), spread(rows.test, limit)
        found[name] = {"rows": len(test), **bench_intents(encoder, train, test, rows.oos_label, watch)}
    return found


def cost(folder: Path, data: Path, stock: Path, limit: int, watch: Watch) -> JSON:
    """Return what a reading costs on one core beside the stock pipeline, memory, and time to train."""
    texts = spread(costs.customer_turns(data), limit)
    with costs.one_core(), costs.stock_pipeline(stock) as asked:
        reader = Reader.load(folder)
        ours = costs.timed(lambda text: reader.read([text]))
        found = costs.side_by_side(ours, asked, texts, watch)
    found["rss_mb"] = costs.memory_mb()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        named, lookups = read_nlu(DATA / "nlu")
        training.train(named + read_readings(DATA / "readings"), Path(scratch), lookups=lookups)
    found["train_s"] = round(time.perf_counter() - start, 1)
    return found
