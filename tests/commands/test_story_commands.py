"""A wire story under other outlets' names, from the files to the listings."""

import json
from pathlib import Path

import pytest
from running import run

BODY = """\
TALLINN (Meridian Wire) - Estonia's minister Orlo Brandt flew to Helsinki on Monday to resume talks on the harbour.

Brandt said that Estonia and Finland would sign in June. Officials in Helsinki confirmed it.

The two ports have quarrelled over the winter ferry since the ice of 2011 closed the eastern pier for nine weeks.

Pilots on both shores say the new channel is deep enough for every ship that they know, but not for every captain.

A commission of engineers, lawyers and one retired lighthouse keeper is to report before the first frost."""
ADDED = "Late in the evening Orlo Brandt told reporters that he would resign if the harbour closed."


def write(file: Path, *parts: str) -> None:
    file.write_text("\n\n".join(("March 4, 2024", *parts)) + "\n", encoding="utf-8")


def test_a_story_at_three_outlets_is_one_card_that_a_new_sentence_updates(tmp_path: Path) -> None:
    library, inbox = tmp_path / "library.db", tmp_path / "inbox"
    inbox.mkdir()
    write(inbox / "1.txt", "Harbour Gazette", "Harbour talks resume in Tallinn", BODY, "(Reporting by Ann Roe)")
    write(inbox / "2.txt", "The Evening Mail", "Minister Orlo Brandt on the move", BODY, "Subscribe to our newsletter")
    assert run("watchlist", "add", "Orlo Brandt", "--db", library).status == 0
    (summary,) = run("ingest", inbox, "--json", "--db", library).records
    assert (summary["stored"], summary["alerts"]) == (2, 1)
    (story,) = run("stories", "--format", "jsonl", "--db", library).records
    assert (story["copies"], story["found"]) == (2, 2)
    (card,) = run("alerts", "--format", "jsonl", "--db", library).records
    assert (card["state"], card["updated"], card["copies"], card["story"]) == ("new", False, 2, story["story"])
    assert not any(one.get("new") for one in card["evidence"])

    write(inbox / "3.txt", "North Coast Courier", "Harbour talks: the evening", f"{BODY}\n\n{ADDED}", "Share this")
    (summary,) = run("ingest", inbox, "--json", "--db", library).records
    assert (summary["stored"], summary["duplicate"], summary["alerts"]) == (1, 2, 1)
    (card,) = run("alerts", "--format", "jsonl", "--db", library).records
    assert (card["state"], card["updated"], card["copies"]) == ("new", True, 3)
    assert [one["text"] for one in card["evidence"] if one.get("new")] == ["Orlo Brandt"]
    found = run("search", "", "--format", "jsonl", "--db", library).records
    assert {(one["story"]["id"], one["story"]["copies"]) for one in found} == {(card["story"], 3)}
    (country, *_) = run("countries", "country:EE", "--format", "jsonl", "--db", library).records
    assert (country["articles"], country["stories"]) == (3, 1)


def test_the_clip_beside_the_repository_under_another_sites_name(tmp_path: Path, shared: Path) -> None:
    library, other = tmp_path / "library.db", tmp_path / "other.txt"
    clip = shared / "seed" / "article.txt"
    if not clip.exists():
        pytest.skip("no clip beside the repository")
    outlet = json.loads((clip.parent / "expected.json").read_text(encoding="utf-8"))["source"]
    text = clip.read_text(encoding="utf-8").replace(outlet, "Harbour Times")
    page = ("Harbour Times", "Subscribe to our newsletter", text, "Most read", "Tides this week")
    other.write_text("\n\n".join(page), encoding="utf-8")
    run("watchlist", "add", "Vladivostok", "--db", library)
    for file, alerts in ((clip, 1), (other, 0)):
        (summary,) = run("ingest", file, "--json", "--db", library).records
        assert (summary["stored"], summary["alerts"]) == (1, alerts)
    (story,) = run("stories", "--format", "jsonl", "--db", library).records
    assert story["copies"] == 2
    (card,) = run("alerts", "--format", "jsonl", "--db", library).records
    assert (len(card["evidence"]), card["copies"], card["updated"]) == (2, 2, False)
