"""What the machine is and what our processes take of it."""

import os

import psutil

MEGABYTE = 1_000_000


def own_mb(pid: int) -> float:
    """Resident memory of one process in megabytes; 0 for one that is gone."""
    try:
        return round(psutil.Process(pid).memory_info().rss / MEGABYTE, 1)
    except psutil.NoSuchProcess:
        return 0.0


def family_mb(pid: int) -> float:
    """Resident memory of a process and all that it started, in megabytes; 0 for one that is gone."""
    try:
        children = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return 0.0
    return round(own_mb(pid) + sum(own_mb(child.pid) for child in children), 1)


def describe() -> dict[str, float | int | str]:
    """Cores, memory and the load of the last minute: what figures from a busy machine must be read with."""
    one_minute = os.getloadavg()[0]
    memory_gb = round(psutil.virtual_memory().total / 1e9, 1)
    return {"cores": os.cpu_count() or 1, "memory_gb": memory_gb, "load_1min": round(one_minute, 2)}
