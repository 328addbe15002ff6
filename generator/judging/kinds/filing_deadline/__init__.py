"""Rule kind ``filing_deadline``: whether each unit's forms came in by the deadline of each month.

The first valid version counts; what comes later is a correction. Late is not missing: the figure is
how many forms are in, whenever they came. Where another reading of the deadline gives another answer,
the verdict hangs on the definition. The office may extend the deadline of a form, or exempt from it.
"""
