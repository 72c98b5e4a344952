"""Wrong usage of any command, however wrong, is one sentence of one form and exit status 2."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.cli import _parser, run
from monitor.commands.output import counted
from monitor.commands.usage import Parser
from monitor.gui import app, screenshots

NOTHING = "no\nsuch \x1b[31mvalue"


def parsers(parser: argparse.ArgumentParser, *words: str) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Yield the words of every command and verb with its parser."""
    deeper = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not deeper:
        yield words, parser
    for action in deeper:
        for name, inner in action.choices.items():
            yield from parsers(inner, *words, name)


COMMANDS = [*parsers(_parser(())), (("screenshots",), screenshots.make_parser())]


def required(parser: argparse.ArgumentParser) -> list[str]:
    """Return words for all that a command cannot do without."""
    words = []
    for action in parser._actions:
        if action.required and action.nargs not in ("*", "?"):
            words += [*action.option_strings[:1], "x"]
    return words


def wrong_calls() -> Iterator[list[str]]:
    """Yield calls that lack an argument, have an option too many, an option's value missing or no value of its kind."""
    for words, parser in COMMANDS:
        if required(parser):
            yield [*words]
        well = [*words, *required(parser)]
        yield [*well, "--no-such-option"]
        yield [*well, "--no-such-option", NOTHING]
        if not any(action.nargs in ("*", "+", "?") and not action.option_strings for action in parser._actions):
            yield [*well, NOTHING]
        for action in parser._actions:
            if not action.option_strings or action.nargs == 0:
                continue
            yield [*well, action.option_strings[0]]
            if action.choices or action.type not in (None, Path):
                yield [*well, action.option_strings[0], NOTHING]
                yield [*well, action.option_strings[0], "-1"]
    yield [NOTHING]
    yield ["ingest"]
    yield ["watchlist"]
    yield ["watchlist", NOTHING]
    yield ["decisions", NOTHING]
    yield ["search", "x", "--form", "csv"]  # half an option's name
    for value in ("0x0", "800", "800x", "x", "1e3x1e3", "99999x99999"):
        yield ["screenshots", "x", "--size", value]
    for country in ("QQ", "UK", "GBR", "Kosovo", "", "g", "ß1"):
        yield ["ingest", "x", "--home-country", country]


def ended(arguments: list[str]) -> int:
    """Run what the entry point would run."""
    return app.main(arguments) if arguments[0] in ("screenshots", "--no-such-option", "--db") else run(arguments)


@pytest.mark.parametrize("arguments", [*wrong_calls(), ["--no-such-option"], ["--db"]], ids=" ".join)
def test_wrong_usage_is_one_sentence_and_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    status = ended(arguments)
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    (line,) = said.err.splitlines()
    assert line.startswith("media-monitor: ")
    assert line.endswith(".")
    assert line[len("media-monitor: ")].isupper() or line[len("media-monitor: ")] in "-'"
    assert "\x1b" not in line


def test_every_command_is_gone_over() -> None:
    assert {words[0] for words, _ in COMMANDS} >= {"ingest", "watch", "analyse", "search", "alerts", "screenshots"}
    assert ("watchlist", "export") in {words for words, _ in COMMANDS}
    assert len(list(wrong_calls())) > 100
    assert all(isinstance(parser, Parser) for _, parser in COMMANDS)


def test_the_library_may_be_named_before_the_command(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", str(library), "search", "helsinki"]) == 0
    before = capsys.readouterr().out
    assert run(["search", "helsinki", "--db", str(library)]) == 0
    assert capsys.readouterr().out == before != ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_window_without_a_display_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert app.main(["--db", str(tmp_path / "library.db")]) == 2
    assert capsys.readouterr().err.startswith("media-monitor: There is no display")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 alerts"), (1, "1 alert"), (2, "2 alerts"), (1200, "1,200 alerts")]
)
def test_one_is_no_plural(number: int, words: str) -> None:
    assert counted(number, "alert") == words
    assert counted(number, "entry", "entries") == words.replace("alerts", "entries").replace("alert", "entry")
