import pytest
import yaml

from amends.supervisor.endpoints import EndpointsUnclear, render_endpoints

PLAIN = """\
# Where the assistant finds its actions.
action_endpoint:
  url: http://127.0.0.1:5055/webhook
  timeout_s: 10
nlg:
  type: assistant.wording.Wording
  url: not-ours
"""


def test_the_action_server_gets_this_house_s_address_and_the_secret() -> None:
    rendered = yaml.safe_load(render_endpoints(PLAIN, "http://127.0.0.1:6001", "s3cret: #x"))
    assert rendered["action_endpoint"] == {
        "url": "http://127.0.0.1:6001/webhook",
        "headers": {"X-Amends-Secret": "s3cret: #x"},
        "timeout_s": 10,
    }


def test_every_other_endpoint_stays_as_it_is() -> None:
    rendered = yaml.safe_load(render_endpoints(PLAIN, "http://127.0.0.1:6001", "s"))
    assert rendered["nlg"] == yaml.safe_load(PLAIN)["nlg"]


def test_a_file_without_an_action_endpoint_is_refused() -> None:
    with pytest.raises(EndpointsUnclear, match="action_endpoint"):
        render_endpoints("nlg:\n  url: x\n", "http://127.0.0.1:6001", "s")


def test_the_repository_s_own_file_can_be_rendered() -> None:
    from amends.supervisor.processes import ROOT

    plain = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    rendered = yaml.safe_load(render_endpoints(plain, "http://127.0.0.1:6001", "s"))
    assert rendered["action_endpoint"]["headers"] == {"X-Amends-Secret": "s"}
