"""Takes the trained reader out of a Rasa model archive without Rasa."""

from __future__ import annotations

import tarfile
from pathlib import Path, PurePosixPath

from amends.understanding.storage import SETTINGS_NAME, TENSORS_NAME, ModelUnreadable


def newest(folder: Path) -> Path:
    """Return the newest *.tar.gz of a folder; raises ModelUnreadable when there is none."""
    found = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise ModelUnreadable(f"{folder} holds no trained model; run `make train` first")
    return found[-1]


def unpack(archive: Path, into: Path) -> Path:
    """Copy the reader's two files out of the archive and return the folder that now holds them.

    Only members with exactly these names are copied, each under its bare name, so an archive cannot write
    anywhere else. Raises ModelUnreadable.
    """
    wanted = {SETTINGS_NAME, TENSORS_NAME}
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                name = PurePosixPath(member.name).name
                content = tar.extractfile(member) if member.isfile() and name in wanted else None
                if content is not None:
                    (into / name).write_bytes(content.read())
                    wanted.discard(name)
    except (OSError, tarfile.TarError) as error:
        raise ModelUnreadable(f"{archive} is not a readable model archive: {error}") from error
    if wanted:
        raise ModelUnreadable(f"{archive} holds no {' and no '.join(sorted(wanted))}; train it again")
    return into
