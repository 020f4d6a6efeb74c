"""Which way imports point, and what the pure rings may not touch: the architecture's two pictures, walked in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "spiders", "pipelines", "exports")
# Each ring imports from those above it; modules of one ring only within their own folder, but for ring 1 and 2.
RINGS = (
    (
        "items",
        "errors",
        "text",
        "tracking",
        "urls",
        "revisit",
        "charsets",
        "markup",
        "nesting",
        "html_names",
        "loose_json",
        "garbage",
        "spellings",
        "terminal",
    ),
    ("page", "merge", "difference", "masking", "markup_words", "masked_bytes"),
    ("sites", "blocks"),
    ("discover", "extract"),
    ("archive", "warc"),
    ("fetch", "standard_output"),
    ("health", "archive_command", "elsewhere"),
    ("commands",),
)
RING = {name: number for number, ring in enumerate(RINGS, start=1) for name in ring}
FILES_MEET = (1, 2, 3)  # rings of single files may use each other, as long as there is no circle
PURE = tuple(name for name, number in RING.items() if number <= 4)
BANNED_MODULES = frozenset(
    """scrapy twisted sqlite3 sqlite_utils warcio asyncio socket ssl http requests urllib.request subprocess time random
    secrets tempfile shutil threading multiprocessing logging sys""".split()
)
BANNED_CALLS = frozenset(
    """open input print eval exec compile __import__ datetime.now datetime.utcnow datetime.today date.today
    os.environ os.getenv os.open os.urandom Path.cwd Path.home""".split()
)
BANNED_METHODS = frozenset("read_text read_bytes write_text write_bytes mkdir unlink rename touch iterdir glob".split())
# The profiles are data of the package: `sites/load.py` reads its own TOML files, and nothing else.
READS_ITS_OWN_DATA = frozenset(("crawler/sites/load.py",))


def modules(*packages: str) -> list[Path]:
    """Every source file of these packages, relative to the root."""
    found = sorted(path.relative_to(ROOT) for package in packages for path in (ROOT / package).rglob("*.py"))
    assert found, packages
    return found


ALL = modules(*PACKAGES)


def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, names out of packages included."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def dotted(node: ast.AST) -> str:
    """`a.b.c` as text; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}" if dotted(node.value) else node.attr
    return ""


def room(dotted_name: str) -> str:
    """Of `crawler.extract.body` the room "extract"; "" for the package itself."""
    return [*dotted_name.split("."), ""][1]


def room_of(path: Path) -> str:
    return path.parts[1].removesuffix(".py")


@pytest.mark.parametrize("path", ALL, ids=str)
def test_a_package_sees_itself_and_the_crawler_alone(path):
    allowed = {path.parts[0], "crawler"}
    for line, name in imports(path):
        top = name.split(".")[0]
        assert top not in PACKAGES or top in allowed, f"{path}:{line} imports {name}"
        assert top != "tests", f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", modules("crawler"), ids=str)
def test_inside_the_crawler_imports_point_upwards(path):
    own = room_of(path)
    if own in ("__init__", "settings"):
        assert [name for _, name in imports(path)] == []
        return
    assert own in RING, f"{path} is in no ring: add it to RINGS and to the docstring of crawler/__init__.py"
    for line, name in imports(path):
        if name.split(".")[0] != "crawler":
            continue
        other = room(name)
        assert other in RING, f"{path}:{line} imports {name}"
        same_room = other == own
        meets = RING[other] == RING[own] and RING[own] in FILES_MEET
        assert RING[other] < RING[own] or same_room or meets, f"{path}:{line} imports {name}, which is not above it"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_imports_go_in_a_circle(package):
    known = {".".join(path.with_suffix("").parts): path for path in modules(package)}
    needs = {
        name: {other for _, said in imports(path) for other in (said, said.rpartition(".")[0]) if other in known}
        - {name}
        for name, path in known.items()
    }
    while needs:
        free = [name for name, others in needs.items() if not others & needs.keys()]
        assert free, f"a circle among {sorted(needs)}"
        for name in free:
            del needs[name]


@pytest.mark.parametrize("path", [path for path in modules("crawler") if room_of(path) in PURE], ids=str)
def test_the_pure_rings_touch_no_clock_disk_network_or_chance(path):
    for line, name in imports(path):
        parents = {name.rsplit(".", depth)[0] for depth in range(name.count(".") + 1)}
        assert not parents & BANNED_MODULES, f"{path}:{line} imports {name}"
    for node in ast.walk(parsed(path)):
        name = dotted(node.func if isinstance(node, ast.Call) else node)
        if isinstance(node, ast.Call) or name.startswith("os."):
            last_two = ".".join(name.split(".")[-2:])
            assert last_two not in BANNED_CALLS, f"{path}:{node.lineno} uses {name}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and str(path) not in READS_ITS_OWN_DATA:
            assert node.func.attr not in BANNED_METHODS, f"{path}:{node.lineno} calls {node.func.attr}()"


@pytest.mark.parametrize("path", [path for path in ALL if path.name == "__init__.py"], ids=str)
def test_an_init_file_holds_a_docstring_that_maps_its_folder_and_nothing_else(path):
    [only] = parsed(path).body
    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)
    assert isinstance(only.value.value, str)


@pytest.mark.parametrize("path", ALL, ids=str)
def test_every_module_says_what_it_answers_for(path):
    told = ast.get_docstring(parsed(path))
    assert told is not None
    assert len(told) > 20


@pytest.mark.parametrize("path", ALL, ids=str)
def test_a_module_is_named_after_what_it_does_and_of_a_size_one_can_read(path):
    name = path.stem
    assert name not in {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "handler"}
    assert not name.startswith("base_")
    lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{path} has {lines} lines: split it"


@pytest.mark.parametrize("path", ALL, ids=str)
def test_imports_stand_at_the_top_and_name_what_they_take(path):
    inside = [
        node
        for scope in ast.walk(parsed(path))
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [node.lineno for node in inside] == []
    assert not any(name.endswith(".*") for _, name in imports(path))


@pytest.mark.parametrize("package", ["spiders", "crawler/commands"])
def test_scrapys_own_folders_hold_one_component_a_file_at_most(package):
    for path in sorted((ROOT / package).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = [
            node.name
            for node in tree.body
            if isinstance(node, ast.ClassDef)
            for line in node.body
            if isinstance(line, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "name" for t in line.targets)
        ]
        commands = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Command"]
        assert len(named) + len(commands) <= 1, path


def test_the_rings_told_in_the_crawlers_docstring_are_these():
    told = ast.get_docstring(parsed(Path("crawler/__init__.py"))) or ""
    for name in RING:
        if (ROOT / "crawler" / name).is_dir() or (ROOT / "crawler" / f"{name}.py").is_file():
            assert name in told, f"crawler/__init__.py does not name {name}"
