"""Spoilt files: read or refused in one sentence; the long form tries more of them."""

import pytest

from tests.benchmarks.fuzz_importers import FORMS, fault, spoilt
from tests.conftest import SPOILT_FILES
from tests.exchange.importers.samples import sample


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_a_spoilt_file_is_read_or_refused_and_nothing_else_happens(name: str) -> None:
    outcomes = set()
    for number, data in enumerate(spoilt(name, SPOILT_FILES, seed=7)):
        outcome, broken = fault(data, FORMS[name] if number % 2 else None)
        assert broken is None
        outcomes.add(outcome)
    assert outcomes == {"read", "refused"}
    assert fault(sample(name), None) == ("read", None)
