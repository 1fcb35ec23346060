"""One key from the keyboard, without the Enter behind it; from a pipe one letter after another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

ESCAPE = "\x1b"


def read_key() -> str:
    """The next key; empty at the end of the input. Raises KeyboardInterrupt for Ctrl-C."""
    if not sys.stdin.isatty():
        key = sys.stdin.read(1)
        return read_key() if key in {"\n", "\r"} else key
    with _raw():
        key = sys.stdin.read(1)
    if key == "\x03":
        raise KeyboardInterrupt
    return "" if key == "\x04" else key


def read_text(ask: str) -> str:
    """A line of text; empty at the end of the input."""
    if sys.stdin.isatty():
        sys.stdout.write(ask)
        sys.stdout.flush()
    return sys.stdin.readline().rstrip("\n")


@contextmanager
def _raw() -> Iterator[None]:
    """The terminal giving each key at once, and set back whatever happens."""
    try:
        import termios  # noqa: PLC0415 -- not on every system
        import tty  # noqa: PLC0415
    except ImportError:  # without it a key is followed by Enter
        yield
        return
    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
