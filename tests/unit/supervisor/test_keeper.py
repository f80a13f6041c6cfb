from amends.supervisor.keeper import pause_before_restart


def test_pauses_double_and_end_at_half_a_minute() -> None:
    assert [pause_before_restart(failures) for failures in (1, 2, 3, 7, 40)] == [0.5, 1.0, 2.0, 30.0, 30.0]
