from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from amends.understanding.rows import read_nlu
from assistant.message_reader import READING, MessageReader

# Training a small reader beside a busy machine's other work takes longer than a usual test may.
pytestmark = pytest.mark.timeout(400)
ROOT = Path(__file__).resolve().parents[3]


def _training_data() -> TrainingData:
    rows, lookups = read_nlu(ROOT / "data" / "nlu")
    few = [Message.build(text=row.text, intent=row.intent) for row in rows[::16]]
    return TrainingData(
        few, lookup_tables=[{"name": name, "elements": words} for name, words in lookups.items()]
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    readings = tmp_path_factory.mktemp("readings")
    for path in (ROOT / "data" / "readings").glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        (readings / path.name).write_text("\n".join(lines[::12]), encoding="utf-8")
    config = {**MessageReader.get_default_config(), "readings": str(readings)}
    storage = LocalModelStorage(tmp_path_factory.mktemp("storage"))
    resource = Resource("message_reader")
    context = ExecutionContext(GraphSchema({}))
    component = MessageReader.create(config, storage, resource, context)
    component.train(_training_data())
    again = MessageReader.load(config, storage, resource, context)
    yield {"component": component, "again": again, "storage": storage, "resource": resource}


def _processed(component: MessageReader, *texts: str) -> "list[Message]":
    return component.process([Message.build(text=text) for text in texts])


def test_rasa_sees_intent_ranking_entities_and_the_whole_reading(trained: dict[str, Any]) -> None:
    message = _processed(trained["component"], "WHERE IS MY SOFA, order A-1003!!")[0]
    reading = message.get(READING)
    assert message.get("intent") == reading["intent"]
    assert message.get("intent_ranking")[0] == reading["intent"]
    assert {"order_number", "product"} <= {one["entity"] for one in message.get("entities")}
    assert {READING, "intent", "entities"} <= message.output_properties


def test_a_loaded_component_reads_as_the_trained_one_did(trained: dict[str, Any]) -> None:
    texts = ["hello", "you charged me twice, this is ridiculous", ""]
    one, two = _processed(trained["component"], *texts), _processed(trained["again"], *texts)
    assert [message.get(READING) for message in one] == [message.get(READING) for message in two]


def test_only_numbers_and_names_are_kept(trained: dict[str, Any]) -> None:
    with trained["storage"].read_from(trained["resource"]) as folder:
        assert {path.name for path in folder.iterdir()} == {"reader.json", "reader.safetensors"}


def test_an_untrained_component_leaves_messages_alone(trained: dict[str, Any]) -> None:
    bare = MessageReader.create(
        {}, trained["storage"], trained["resource"], ExecutionContext(GraphSchema({}))
    )
    assert _processed(bare, "hello")[0].get(READING) is None


def test_the_fingerprint_covers_more_than_rasa_can_see() -> None:
    addon = MessageReader.fingerprint_addon(MessageReader.get_default_config())
    assert addon and len(addon.split()) == 3
