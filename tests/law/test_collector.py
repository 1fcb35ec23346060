"""The collector rests while the law is read, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from comity.law.files.collector import paused_collector


def test_the_collector_rests_and_is_as_it_was_afterwards() -> None:
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled(), "what is inside another leaves it as it was"
    assert gc.isenabled()


def test_a_fault_does_not_leave_it_resting() -> None:
    with pytest.raises(ValueError, match="x"), paused_collector():
        raise ValueError("x")
    assert gc.isenabled()
