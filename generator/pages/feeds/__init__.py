"""Calendars to subscribe to: whatever falls due, for a unit or for everybody, as files of iCalendar.

``slots`` names the stages of a provision so that the name outlives a change of days, ``due`` finds what is
asked of whom on which day, ``gone`` what was asked once and no more, ``events`` puts both in words, ``ics``
writes them down.
"""
