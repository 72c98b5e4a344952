"""The bundled samples, read as a user would: what each of them is there to show."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Record = dict[str, Any]

# file or id: title, source, agency, language, day of publication, focus countries
EXPECTED = {
    "01-wire-dateline.txt": ("Odrin Lines reopens Black Sea", None, "Halyard", "en", "2025-03-03", {"RO"}),
    "02-republished-copy.txt": (
        "Estonia and Finland agree to share icebreakers",
        "wexbridge courier",
        "Continental Dispatch",
        "en",
        "2025-03-18",
        {"EE", "FI"},
    ),
    "03-saved-page.html": ("Kenya opens desalination plant", "port salter observer", None, "en", "2025-04-09", {"KE"}),
    "04-one-story-first-copy.txt": (
        "Court in Rotterdam fines Odrin Lines",
        "harrowmere gazette",
        "Halyard",
        "en",
        "2025-04-02",
        {"NL"},
    ),
    "05-one-story-second-copy.txt": (
        "Odrin Lines fined for oil spill",
        "port salter observer",
        "Halyard",
        "en",
        "2025-04-03",
        {"NL"},
    ),
    "06-en-francais.txt": (
        "Le Sénégal et la France relancent",
        "le quotidien de saint-aubrac",
        "Halyard",
        "fr",
        "2025-03-14",
        {"SN", "FR"},
    ),
    "07-georgia-the-state.txt": (
        "Georgia peach growers count",
        "peachtree record",
        None,
        "en",
        "2025-05-06",
        {"US"},
    ),
    "08-georgia-the-country.txt": (
        "Georgia to rebuild mountain railway",
        "continental dispatch",
        "Continental Dispatch",
        "en",
        "2025-05-12",
        {"GE"},
    ),
    "09-press-release.txt": ("Odrin Lines orders four wind-assisted", None, None, "en", "2025-05-22", {"BG"}),
    "brief-1": (
        "Chile and Argentina open",
        "continental dispatch",
        "Continental Dispatch",
        "en",
        "2025-05-19",
        {"CL", "AR"},
    ),
    "2": ("Vietnam's coffee harvest falls", "halyard", None, "en", "2025-05-20", {"VN"}),
    "brief-3": ("Iceland lends Greenland", "wexbridge courier", None, "en", "2025-05-21", {"GL", "IS"}),
    "12-old-encoding.txt": (
        "Zürich and Malmö to test sleeper train",
        "harrowmere gazette",
        "Continental Dispatch",
        "en",
        "2025-05-07",
        {"CH", "SE"},
    ),
    "13-undated-interview.txt": ('"I still know the tide table', None, None, "en", None, {"BG"}),
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """Return the record of every sample by file name, of the briefs by their given id."""
    samples = sorted((Path(__file__).resolve().parent.parent / "resources" / "samples").glob("[0-9]*"))
    command = [sys.executable, "-m", "monitor", "analyse", *map(str, samples), "--format", "jsonl"]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert finished.returncode == 1, finished.stderr  # one is refused
    answers = [json.loads(line) for line in finished.stdout.splitlines()]
    return {str(r["id"]) if r["member"] else Path(r["path"]).name: r for r in answers}


def test_there_are_fifteen_and_only_the_picture_is_refused(records: dict[str, Record]) -> None:
    assert len(records) == 15
    refused = [name for name, record in records.items() if record["status"] == "refused"]
    assert refused == ["10-not-an-article.txt"]


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata_and_focus(records: dict[str, Record], name: str) -> None:
    record = records[name]
    title, source, agency, language, day, focus = EXPECTED[name]
    assert (record["title"] or "").startswith(title)
    assert (record["source"] or "").lower().removeprefix("the ") == (source or "")
    assert record["agency"] == agency
    assert record["language"] == language
    assert (record["published"] or {"value": None})["value"] == day or record["published"]["value"].startswith(str(day))
    assert focus <= {country["code"] for country in record["countries"] if country["focus"]}


def test_georgia_is_one_place_at_a_time(records: dict[str, Record]) -> None:
    def codes(name: str) -> set[str]:
        return {country["code"] for country in records[name]["countries"]}

    assert "GE" not in codes("07-georgia-the-state.txt")
    assert "US" not in codes("08-georgia-the-country.txt")


def test_teasers_and_furniture_of_the_republished_copy_count_nothing(records: dict[str, Record]) -> None:
    record = records["02-republished-copy.txt"]
    assert "NO" not in {country["code"] for country in record["countries"]}
    assert "Norway raises tolls" not in record["body"]
    assert "Wexbridge" not in record["body"]
    assert record["headings"] == ["What it costs"]


def test_the_photographer_is_the_person_and_the_agency_the_provider(records: dict[str, Record]) -> None:
    photo = records["02-republished-copy.txt"]["photo"]
    assert (photo["photographer"], photo["provider"]) == ("Eeva Lintula", "Continental Dispatch")


def test_the_reporter_is_not_the_person_of_the_story(records: dict[str, Record]) -> None:
    people = {entity["name"]: entity["count"] for entity in records["01-wire-dateline.txt"]["entities"]}
    assert people["Darina Koss"] == 3
    assert people.get("Milo Koss", 0) == 0
