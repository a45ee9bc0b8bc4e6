"""The command's door: `--version` is answered without loading anything else."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the claimsift command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from pipeline import __version__

        print(f"claimsift {__version__}")
        return
    from pipeline.cli import run_cli

    run_cli()


if __name__ == "__main__":
    main()
