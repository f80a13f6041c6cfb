import socket

import pytest

from amends.supervisor.ports import PortTaken, free_ports, is_free, require_free
from amends.supervisor.processes import Process


def process(port: int) -> Process:
    return Process("desk", "AMENDS_PORT", port, ("true",), {}, "")


def test_free_ports_are_all_different() -> None:
    ports = free_ports(5)
    assert len(set(ports)) == 5
    assert all(map(is_free, ports))


def test_a_port_in_use_is_named_with_the_setting_that_moves_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} for the desk is in use.*AMENDS_PORT"):
            require_free([process(port)])
    require_free([process(port)])
