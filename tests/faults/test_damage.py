"""Damaged libraries: `python -m benchmarks.faults.damage` prints what each case did."""

from pathlib import Path

from benchmarks.faults.damage import CASES, Patient, make_template, run


def test_fifteen_kinds_of_damage_are_met_as_they_should_be(tmp_path: Path) -> None:
    assert len(CASES) == 15
    assert {name: wrong for name, wrong in run(tmp_path).items() if wrong} == {}


def test_the_harness_notices_a_file_that_was_changed_and_bytes_that_were_lost(tmp_path: Path) -> None:
    make_template(tmp_path / "template")
    patient = Patient(tmp_path / "one", tmp_path / "template", 1)
    assert patient.whole() == []
    assert any("ended with" in line for line in patient.refused("newer version"))  # nothing is wrong with it
    patient.library.write_bytes(b"garbage" * 1_000)
    (patient.folder / "backup.db").write_bytes(b"garbage")
    assert patient.recovered()[0].startswith("restore")
