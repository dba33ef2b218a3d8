"""The rules of the house that the import contracts in pyproject.toml cannot express, as sentences."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "desktop" / "muniment"
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "asyncio", "socketserver", "QtNetwork"}
DOORS_TO_THE_WORLD = {"os", "pathlib", "io", "shutil", "subprocess", "tempfile", "glob", "mmap", "sqlite3", "threading"}
SLOW_TO_IMPORT = {"reportlab", "docx", "pikepdf", "keyring", "rapidfuzz", "pypdfium2"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def modules(part: str = "") -> list[Path]:
    """Every module of the program, or of one of its parts."""
    return sorted((PACKAGE / part).rglob("*.py"))


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def place(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def names_imported(node: ast.AST) -> Iterator[str]:
    """The dotted names that one node imports, a call of import_module or __import__ with a plain text included."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0, names=names):
            yield module
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.Call(
            func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield name


def imports(module: Path) -> set[str]:
    return {name for node in ast.walk(parsed(module)) for name in names_imported(node)}


def libraries(module: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    return {name.partition(".")[0] for name in imports(module)}


def importers(library: str) -> set[str]:
    """The parts of the program in which a library is imported."""
    return {place(module).partition("/")[0] for module in modules() if library in libraries(module)}


def test_sqlcipher_is_imported_only_in_the_vault() -> None:
    assert importers("sqlcipher3") <= {"vault"}


def test_no_module_opens_an_unencrypted_database() -> None:
    assert importers("sqlite3") == set()


def test_reportlab_is_imported_only_in_the_reports() -> None:
    assert importers("reportlab") <= {"reports"}


def test_the_library_of_editable_copies_is_imported_only_in_the_reports() -> None:
    assert importers("docx") == {"reports"}


def test_the_keyring_is_imported_only_in_the_host() -> None:
    assert importers("keyring") <= {"host"}


def test_no_module_imports_anything_that_speaks_to_a_network() -> None:
    parts_of_names = {
        place(module): {part for name in imports(module) for part in name.split(".")} for module in modules()
    }
    assert {name: found & NETWORK for name, found in parts_of_names.items() if found & NETWORK} == {}


def test_the_domain_imports_the_standard_library_alone_and_anyascii_to_fold() -> None:
    foreign = {
        (place(module), library)
        for module in modules("domain")
        for library in libraries(module) - sys.stdlib_module_names - {"muniment"}
    }
    assert foreign <= {("domain/folding.py", "anyascii")}


def test_the_domain_reads_no_file_and_starts_no_process() -> None:
    doors = {place(module): libraries(module) & DOORS_TO_THE_WORLD for module in modules("domain")}
    assert {name: found for name, found in doors.items() if found} == {}


def test_the_domain_calls_neither_open_nor_print_nor_input() -> None:
    calls = {
        (place(module), node.func.id)
        for module in modules("domain")
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}
    }
    assert calls == set()


def test_slow_libraries_are_imported_where_they_are_used() -> None:
    at_the_top = {
        (place(module), name.partition(".")[0])
        for module in modules()
        for node in parsed(module).body
        for name in names_imported(node)
    }
    assert {(name, library) for name, library in at_the_top if library in SLOW_TO_IMPORT} == set()


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    files = sorted(path.name for path in (PACKAGE / "vault" / "migrations").iterdir() if path.name != "__pycache__")
    numbers = [re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", name) for name in files]
    assert [match and int(match[1]) for match in numbers] == list(range(1, len(files) + 1))


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [place(module) for module in modules() if module.stem in NAMES_THAT_SAY_NOTHING] == []


def test_no_module_has_four_hundred_lines() -> None:
    lengths = {place(module): len(module.read_text(encoding="utf-8").splitlines()) for module in modules()}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}


def longer_than(limit: int, kinds: tuple[type[ast.AST], ...]) -> list[str]:
    return [
        f"{place(module)}: {node.name}"
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, kinds)
        and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and (node.end_lineno or node.lineno) - node.lineno >= limit
    ]


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert longer_than(50, (ast.FunctionDef, ast.AsyncFunctionDef)) == []


def test_no_class_is_longer_than_two_hundred_and_fifty_lines() -> None:
    assert longer_than(250, (ast.ClassDef,)) == []


def test_no_two_test_files_have_one_name() -> None:
    """They are imported by their names alone."""
    names = Counter(path.name for path in (PROJECT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
