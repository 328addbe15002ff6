"""Taizhang: a notice as data, filings as evidence, verdicts that explain themselves."""

__version__ = "0.1.0"
