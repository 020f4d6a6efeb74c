"""A comparison's figures as lines for people and as JSON for programs."""

from collections import Counter
from typing import Any

from tests.wordpress.figures import Result

SHOWN_OF_A_KIND = 3
LONGEST = 160


def as_json(result: Result) -> dict[str, Any]:
    """Figures, faults and the kept mismatches; figures as right, of, untold and share."""
    return {
        "perfect": result.is_perfect,
        "figures": {
            name: {"right": f.right, "of": f.of, "untold": f.untold, "share": round(f.share, 5)}
            for name, f in result.figures.items()
        },
        "faults": dict(result.faults),
        "mismatches": [
            {"what": m.what, "url": m.url, "expected": _short(m.expected), "got": _short(m.got)}
            for m in result.mismatches
        ],
    }


def as_text(result: Result) -> str:
    """One line a figure, one a fault, then the first mismatches of each kind."""
    lines = []
    for name, figure in result.figures.items():
        untold = f", {figure.untold} untold" if figure.untold else ""
        lines.append(f"{name:26} {figure.right:>6} of {figure.of:<6} {figure.share:8.4f}{untold}")
    lines += [f"{name:26} {count:>6}" for name, count in result.faults.items()]
    shown: Counter[str] = Counter()
    for mismatch in result.mismatches:
        shown[mismatch.what] += 1
        if shown[mismatch.what] <= SHOWN_OF_A_KIND:
            lines.append(f"- {mismatch.what} {mismatch.url}")
            lines += [f"    expected {_short(mismatch.expected)}", f"    got      {_short(mismatch.got)}"]
    lines.append("perfect" if result.is_perfect else "not perfect")
    return "\n".join(lines)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"
