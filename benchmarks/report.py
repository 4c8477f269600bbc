"""How benchmarks speak: a ratio, its peer, and the machine."""

from __future__ import annotations

import os
import platform


def machine() -> None:
    """Print what the figures were measured on."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    cores = os.cpu_count()
    print(
        f"{platform.system()} {platform.machine()}, {cores} cores{load}, Python {platform.python_version()}"
    )


def show(name: str, ours: float, peer_name: str, peer: float) -> None:
    """Print one ratio with both times in milliseconds."""
    print(f"{name:28} {ours / peer:8.2f} x  {peer_name:34} ({1000 * ours:.2f} ms to {1000 * peer:.3f} ms)")
