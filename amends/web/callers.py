"""From where a request comes, as far as counting goes."""

from ipaddress import IPv6Address, ip_address

from fastapi import Request


def caller(request: Request) -> str | None:
    """A mark for the address that sent the request; None for this machine, which is not counted.

    Behind a proxy the server has already put the address in from the proxy's header, if the proxy is named
    in AMENDS_TRUSTED_PROXIES. Whoever speaks from this machine is the operator (replay, stopwatch) or a proxy
    that was not named; counting the latter would let one customer lock out all.
    """
    if request.client is None:
        return None
    try:
        address = ip_address(request.client.host.split("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            # A home or an office has a whole /64 and may use a new address for every request.
            return None if address.is_loopback else f"{int(address) >> 64:x}::/64"
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)
