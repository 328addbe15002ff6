"""``python -m taizhang``, or ``generator`` in the checkout, is the same as the console script ``taizhang``."""

from .cli import main

if __name__ == "__main__":
    main()
