"""Judging: every obligation on one day, by the rule declared for it or by what it is.

Nothing is imported here: whoever only asks which rule kinds there are loads no frames.
"""
