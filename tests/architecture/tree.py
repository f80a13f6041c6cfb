"""The tree as the architecture tests see it: what git tracks, or would."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("amends", "actions", "assistant", "demo", "setup")


@cache
def files() -> tuple[Path, ...]:
    """Every file that git tracks or would track, relative to the root; in an export every file there is."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        names = [Path(name) for name in done.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*") if not _made(path.relative_to(ROOT))]
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def _made(path: Path) -> bool:
    made = {"node_modules", "var", "models", "dist", "__pycache__"}
    return any(part in made or (part.startswith(".") and part != ".ci") for part in path.parts)


def modules(*folders: str) -> list[Path]:
    """Our Python modules, or those under some of the folders."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in (folders or OURS)]


def text_of(path: Path) -> str:
    """A file's text; bytes that are no text are replaced."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")
