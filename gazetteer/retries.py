"""How long a server asks to wait before it is asked again."""

from __future__ import annotations

import datetime as dt
import email.utils

__all__ = ["retry_after_s"]


def retry_after_s(text: str) -> float:
    """Read the header Retry-After, seconds or a date (RFC 9110, 10.2.3), as seconds from now.

    Returns 0 if there is none or it makes no sense.

    >>> retry_after_s("17"), retry_after_s("soon"), retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT")
    (17.0, 0.0, 0.0)
    """
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        then = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    now = dt.datetime.now(then.tzinfo)
    return max(0.0, (then - now).total_seconds())
