"""The product's engine and the plain one, written from the text alone, say the same."""

import pytest

from tests.conftest import BOTH_ENGINES
from tests.core.patterns.comparing import differences, told
from tests.core.patterns.invented import invented

# Thousands: python tests/benchmarks/two_engines.py [COUNT] [SEED]


@pytest.mark.long
@pytest.mark.parametrize("number", range(BOTH_ENGINES))
def test_two_engines_agree_on_an_invented_diary(number: int) -> None:
    diary = invented(f"in the suite {number}")

    found = next(differences(diary), None)

    assert found is None, "\n".join(told(diary, found))
