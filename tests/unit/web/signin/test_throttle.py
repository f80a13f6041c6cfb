from amends.web.signin import throttle as module
from amends.web.signin.throttle import PER_ACCOUNT, PER_ACCOUNT_AND_ADDRESS, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def a_throttle() -> tuple[Throttle, Clock]:
    clock = Clock()
    return Throttle(clock), clock


def test_the_first_attempts_are_free() -> None:
    throttle, _ = a_throttle()
    for _ in range(PER_ACCOUNT_AND_ADDRESS.failures - 1):
        throttle.failed("sam", "here")
    assert throttle.wait_s("sam", "here") == 0.0


def test_after_five_failures_one_waits_until_the_oldest_is_a_minute_old() -> None:
    throttle, clock = a_throttle()
    for _ in range(PER_ACCOUNT_AND_ADDRESS.failures):
        throttle.failed("sam", "here")
        clock.now += 1
    assert (
        throttle.wait_s("sam", "here") == PER_ACCOUNT_AND_ADDRESS.within_s - PER_ACCOUNT_AND_ADDRESS.failures
    )
    clock.now += PER_ACCOUNT_AND_ADDRESS.within_s
    assert throttle.wait_s("sam", "here") == 0.0


def test_another_address_and_another_account_do_not_wait() -> None:
    throttle, _ = a_throttle()
    for _ in range(PER_ACCOUNT_AND_ADDRESS.failures):
        throttle.failed("sam", "here")
    assert throttle.wait_s("sam", "elsewhere") == 0.0
    assert throttle.wait_s("kim", "here") == 0.0


def test_guessing_from_many_addresses_is_slowed_down_as_well() -> None:
    throttle, _ = a_throttle()
    for number in range(PER_ACCOUNT.failures):
        throttle.failed("sam", f"address {number}")
    assert throttle.wait_s("sam", "yet another") > 0


def test_success_clears_the_failures_from_that_address_only() -> None:
    throttle, _ = a_throttle()
    for _ in range(PER_ACCOUNT_AND_ADDRESS.failures):
        throttle.failed("sam", "here")
        throttle.failed("sam", "there")
    throttle.succeeded("sam", "here")
    assert throttle.wait_s("sam", "here") == 0.0
    assert throttle.wait_s("sam", "there") > 0


def test_invented_accounts_do_not_fill_the_memory() -> None:
    throttle, _ = a_throttle()
    for number in range(module.MAX_REMEMBERED):
        throttle.failed(f"nobody {number}", "here")
    assert len(throttle._failures) <= module.MAX_REMEMBERED
