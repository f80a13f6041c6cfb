"""Asks the machine which ports are free."""

import socket
from collections.abc import Iterable

from amends.supervisor.processes import Process


class PortTaken(Exception):
    """A port that the house needs is in use; the text names the setting that moves it."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago; all are held until the last is found, so none comes twice."""
    probes = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def require_free(processes: Iterable[Process]) -> None:
    """Raise PortTaken for the first process whose port is in use."""
    for process in processes:
        if not is_free(process.port):
            raise PortTaken(
                f"Port {process.port} for the {process.name} is in use. "
                f"Stop what uses it, or choose another: {process.setting}=PORT make run"
            )
