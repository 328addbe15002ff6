"""A mail as a file that mail programs open as a draft (RFC 5322, RFC 2045 to 2047), to be sent by a person.

To whom and from whom it is, and when, whoever sends it says: nothing of the kind is declared, and the same
letter is the same bytes whenever it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draft(subject: str, text: str, workbooks: Mapping[str, bytes]) -> bytes:
    """The file: a text in UTF-8 and workbooks by their names, in their order. ``X-Unsent`` has Outlook open it
    for writing."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(subject.split())
    mail["X-Unsent"] = "1"
    mail.set_content(text, charset="utf-8", cte="base64")
    digest = sha256(text.encode())
    for name, data in workbooks.items():
        mail.add_attachment(data, maintype="application", subtype=_WORKBOOK, filename=name)
        digest.update(data)
    if workbooks:
        mail.set_boundary(f"={digest.hexdigest()[:32]}=")  # else drawn by lot
    return mail.as_bytes()
