from pathlib import Path

from amends.desk.options import DeskOptions
from amends.settings import Settings


def test_what_the_business_sets_reaches_the_desk(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secret="x", burst_quiet_s=0.5, presence_window_s=7)
    options = DeskOptions.from_settings(settings)
    assert (options.burst_quiet_s, options.presence_window_s) == (0.5, 7)


def test_retries_come_at_doubling_distances_up_to_a_longest() -> None:
    options = DeskOptions(first_retry_s=0.25, longest_retry_s=4)
    assert [options.retry_after_s(n) for n in (1, 2, 3, 4, 5, 6, 1000)] == [0.25, 0.5, 1, 2, 4, 4, 4]
