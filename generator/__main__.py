"""``python -m taizhang``, or ``generator`` in the checkout, is the same as the console script ``taizhang``.

Nothing is imported before Ctrl-C can be answered.
"""

import sys


def main() -> None:
    """Run the commands; who stops them while they are still being loaded is answered as at any other time."""
    try:
        from .cli import main as commands

        commands()
    except KeyboardInterrupt:
        from .words.faults import INTERRUPTED

        print(f"✗ {INTERRUPTED}", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
