"""What the digits of a number say by themselves: birthdays, regions, check digits."""

from __future__ import annotations

from datetime import date

from .patterns import spelling

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def of_a_person(digits: str) -> bool:
    """Whether 18 digits begin with a region and a date of birth (GB 11643)."""
    born = digits[6:14]
    region, birth = spelling("region").fullmatch(digits[:6]), spelling("birth").fullmatch(born)
    return region is not None and birth is not None and _is_day(born)


def checks(digits: str) -> bool:
    """Whether the last of 18 is the check digit of the others (ISO 7064 MOD 11-2)."""
    weighed = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return digits[17].upper() == "10X98765432"[weighed % 11]


def is_old(digits: str) -> bool:
    """Whether 15 digits are a resident number as they were given out until 1999."""
    born = digits[6:12]
    region, birth = (
        spelling("region").fullmatch(digits[:6]),
        spelling("short_birth").fullmatch(born),
    )
    return region is not None and birth is not None and _is_day(f"19{born}")


def is_credit_code(digits: str) -> bool:
    """Whether 18 digits are a unified social credit code (GB 32100, MOD 31)."""
    if not spelling("credit").fullmatch(digits):
        return False
    total = sum(int(d) * w for d, w in zip(digits, _CREDIT, strict=False))
    return (31 - total % 31) % 31 == int(digits[17])


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a bank card."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
