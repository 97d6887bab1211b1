"""Text for XML and HTML: the output is valid for any input."""

from __future__ import annotations

import re

NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold, even escaped."""
    return NOT_ALLOWED.sub("", text)
