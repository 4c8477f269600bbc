"""The entry point of the console script and of ``python -m relapse_cli``."""

from __future__ import annotations

import gc
import sys

from relapse_cli import __version__

_NEW_OBJECTS = 50_000
"""How many new objects call the collector; at the usual 700 each start searches modules, which stay."""


def main() -> None:
    """Run the command line; ``--version`` answers before anything else is imported."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"relapse {__version__}\n")
        return
    gc.set_threshold(_NEW_OBJECTS)
    from relapse_cli.cli.boundary import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
