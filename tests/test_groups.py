"""Tests of a group run in one process: what they share is set up once, and its last test comes last.

A pytest that pytest-xdist does not know yet scatters them, and nothing else says so.
"""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="all tests run in one process")
@pytest.mark.xdist_group("groups")
def test_a_test_of_a_group_is_known_by_it(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@groups")
