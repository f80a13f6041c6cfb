"""Rasa's intent classifier and entity extractor: a thin wrapper around amends.understanding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rich.console import Console
from rich.progress import Progress

from amends.understanding.fingerprint import room_fingerprint
from amends.understanding.model_files import find_encoder
from amends.understanding.reader import Reader
from amends.understanding.rows import Row, read_readings
from amends.understanding.training import train

READING = "reading"
_ROOT = Path(__file__).resolve().parent.parent


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class MessageReader(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """Sets intent, ranking, entities and the whole reading of every message."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, reader: Reader | None
    ) -> None:
        """Take the reader, or None before training."""
        self._config, self._storage, self._resource, self._reader = config, model_storage, resource, reader

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: folders of judged readings and of another encoder, relative to the project."""
        return {"readings": "data/readings", "encoder": None}

    @staticmethod
    def required_packages() -> list[str]:
        """Name what must be installed."""
        return ["onnxruntime", "tokenizers", "safetensors", "spacy", "phonenumbers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """Make an untrained component."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageReader:
        """Load the trained reader from the model."""
        with model_storage.read_from(resource) as folder:
            reader = Reader.load(folder, _encoder_folder(config))
        return cls(config, model_storage, resource, reader)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return what Rasa cannot see: this room's source, the encoder's files and the judged readings.

        Without it Rasa's cache would bring back a component trained by older code.
        """
        files = find_encoder(_encoder_folder(config))
        return f"{room_fingerprint(_ROOT)} {files.model_sha256} {files.tokenizer_sha256}"

    def train(self, training_data: TrainingData) -> Resource:
        """Train on Rasa's rows beside the judged readings and keep the result in the model."""
        rows = [
            Row(example.get(TEXT), intent=example.get(INTENT)) for example in training_data.intent_examples
        ]
        rows += read_readings(_ROOT / self._config["readings"])
        lookups = {
            table["name"]: list(table["elements"])
            for table in training_data.lookup_tables
            if isinstance(table["elements"], list)
        }
        with (
            self._storage.write_to(self._resource) as folder,
            Progress(console=Console(stderr=True)) as progress,
        ):
            task = progress.add_task("Learning to read", total=len(rows))

            def show(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            self._reader = train(rows, folder, show, lookups, _encoder_folder(self._config))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: no later component learns from our reading."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the reading to each message that has a text."""
        with_text = [message for message in messages if isinstance(message.get(TEXT), str)]
        if self._reader is None or not with_text:
            return messages
        for message, reading in zip(
            with_text, self._reader.read([m.get(TEXT) for m in with_text]), strict=True
        ):
            found = reading.to_dict()
            message.set(INTENT, found["intent"], add_to_output=True)
            message.set(INTENT_RANKING_KEY, found["intent_ranking"], add_to_output=True)
            entities = [{**one, "extractor": type(self).__name__} for one in found["entities"]]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            message.set(READING, found, add_to_output=True)
        return messages


def _encoder_folder(config: dict[str, Any]) -> Path | None:
    folder = config.get("encoder")
    return _ROOT / folder if folder else None
