"""`sources` and `network` of schedule.yaml."""

from datetime import timedelta
from pathlib import Path

import pytest

from digest.config.load import load_schedule
from digest.config.problems import ConfigFileError
from digest.config.schedule import Schedule, SourceType

REST = """
briefs:
  morning: {title: 简报, sources: [news], schedule: {at: ["07:30"]}}
"""


def load(tmp_path: Path, source: str, more: str = "") -> Schedule:
    path = tmp_path / "schedule.yaml"
    path.write_text(f"version: 1\nsources:\n  news: {source}\n{more}{REST}", encoding="utf-8")
    return load_schedule(path, name="schedule.yaml", environ={}, check_cron=str)


def test_feeds_have_addresses_and_a_list(tmp_path: Path) -> None:
    text = "{type: feed, url: [https://a.example/1, https://b.example/2], opml: f.opml}"

    (source,) = load(tmp_path, text).sources

    assert source.type is SourceType.FEED
    assert source.urls == ("https://a.example/1", "https://b.example/2")
    assert source.opml == tmp_path / "f.opml"
    assert source.full_text == "auto"


def test_one_address_needs_no_list(tmp_path: Path) -> None:
    (source,) = load(tmp_path, "{type: web, url: https://a.example/, paper: 某报}").sources

    assert (source.type, source.urls) == (SourceType.WEB, ("https://a.example/",))


def test_the_network_is_described(tmp_path: Path) -> None:
    more = "network: {allow: [192.168.1.0/24], user_agent: our-desk/1, pause: 3s}\n"

    network = load(tmp_path, "{path: in}", more).network

    assert network.allow == ("192.168.1.0/24",)
    assert (network.user_agent, network.pause) == ("our-desk/1", timedelta(seconds=3))


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{type: feed}", "a feed needs a 'url' or 'opml'"),
        ("{type: web}", "pages of the web need a 'url'"),
        ("{kind: article}", "files need a 'path'"),
        ("{type: feed, url: https://a.example, path: in}", "'path' does not go with 'type: feed'"),
        ("{path: in, url: https://a.example}", "'url' does not go with 'type: files'"),
        ("{type: web, url: a.example}", "'a.example' is no address of the web"),
        ("{type: web, url: 'https://u:geheim@a.example'}", "with a user name is not fetched"),
        ("{type: feeds, url: https://a.example}", "must be files, feed or web"),
        ("{type: feed, url: https://a.example, full_text: yes}", "full_text"),
    ],
)
def test_a_source_that_makes_no_sense_is_explained(tmp_path: Path, source: str, what: str) -> None:
    with pytest.raises(ConfigFileError) as caught:
        load(tmp_path, source)

    assert what in str(caught.value)
    assert "schedule.yaml:3" in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("network", ["{allow: [home]}", "{pause: 3}", "{user_agent: ''}", "{x: 1}"])
def test_a_wrong_network_is_explained(tmp_path: Path, network: str) -> None:
    with pytest.raises(ConfigFileError, match=r"schedule\.yaml:4"):
        load(tmp_path, "{path: in}", f"network: {network}\n")
