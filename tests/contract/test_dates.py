"""Dates as each language writes them (GB/T 15835 asks for 年, 月 and 日 in running Chinese)."""

import pytest

from geo.i18n.dates import written_date


@pytest.mark.parametrize(
    ("iso", "zh", "en"),
    [
        ("2023-09-12", "2023年9月12日", "12 September 2023"),
        ("2023-09", "2023年9月", "September 2023"),
        ("2023", "2023年", "2023"),
        ("", "", ""),
        ("2023-02-31", "2023-02-31", "2023-02-31"),
        ("n.d.", "n.d.", "n.d."),
        ("spring 2023", "spring 2023", "spring 2023"),
        ("2023-9-1-1", "2023-9-1-1", "2023-9-1-1"),
    ],
)
def test_a_date_in_both_languages(iso, zh, en):
    assert written_date("zh", iso) == zh
    assert written_date("en", iso) == en
