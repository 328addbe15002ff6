"""Where this repository lies: the tool and its first city."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
