"""Renders Rasa's endpoints for this house: the plain file plus ports and the shared secret."""

import json
import re

ACTION_ENDPOINT = re.compile(r"^action_endpoint:\s*$")
URL = re.compile(r"^(\s+)url:\s*\S+\s*$")


class EndpointsUnclear(Exception):
    """The plain endpoints file has no action_endpoint with a url where one is expected."""


def render_endpoints(plain: str, actions_url: str, secret: str) -> str:
    """Return `plain` with the action server's address and the header that proves who asks.

    Works on lines, so that comments and every other endpoint stay as they are. Raises EndpointsUnclear.
    """
    lines: list[str] = []
    inside = done = False
    for line in plain.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = bool(ACTION_ENDPOINT.match(line))
        found = URL.match(line) if inside else None
        if not found:
            lines.append(line)
            continue
        indent, done = found.group(1), True
        # A JSON string is a YAML string, whatever characters it holds.
        lines.append(f"{indent}url: {json.dumps(actions_url + '/webhook')}")
        lines.append(f"{indent}headers:")
        lines.append(f"{indent}  X-Amends-Secret: {json.dumps(secret)}")
    if not done:
        raise EndpointsUnclear("endpoints.yml needs an `action_endpoint:` with an indented `url:` line")
    return "\n".join(lines) + "\n"
