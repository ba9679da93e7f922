"""The scoreboard of reading: precision, recall and F1 of each part, and the time it takes. `make score` prints it.

On this project's own marked texts everywhere; on the gold beside the checkout (`../shared/gold`, real texts, which are
no part of the project) where it is present, by the gold's own scorer.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import annotated
import marked
from rich.console import Console
from rich.table import Table

from flows.cli import main
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.text import is_chinese

ARTICLES = Path(__file__).parents[1] / "flows" / "demo" / "articles"
GOLD = Path(__file__).parents[2] / "shared" / "gold"
Row = tuple[str, ...]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def own() -> Iterator[Row]:
    """The project's own marked texts: `seen` ones were used to mend the reader, the others only to judge it."""
    for name in ("seen", "unseen", "fresh"):
        score = annotated.Score()
        for document, wanted in annotated.texts(name):
            list(annotated.judge(score, document, wanted))
        more = f"strict recall {score.strict:.3f}"
        yield _row(f"own texts, {name}", "figures", score.precision, score.recall, more)
    for name in ("seen", "unseen"):
        found = marked.Score()
        for slug, text, acts in marked.texts(name):
            marked.judge(found, text, slug, acts)
        more = f"status {found.status_share:.3f} · lines per act {found.read / found.wanted:.2f}"
        yield _row(f"own texts, {name}", "initiatives", found.precision, found.recall, more)


def gold(folder: Path) -> Iterator[Row]:
    """One folder of gold, by its own scorer, from what `gongbao read --json` prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        with redirect_stdout(out):
            main(["read", "--json", *map(str, sorted((folder / "texts").iterdir()))])
        out.flush()
        command = [sys.executable, str(GOLD / "score.py"), "read", "--gold", str(folder), "--json", out.name]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    name = f"gold, {folder.name}"
    parts = f"unit {told['figure_unit']:.3f} · qualifier {told['figure_qualifier']:.3f}"
    lines = f"status {told['initiative_status']:.3f} · lines per act {told['initiative_lines_per_gold']:.2f}"
    yield _of_gold(name, "figures", told["figures"], f"{parts} · modality {told['figure_modality']:.3f}")
    yield _of_gold(name, "figures, strict", told["figures_strict"], "with unit and qualifier")
    yield _of_gold(name, "initiatives", told["initiatives"], lines)
    yield _of_gold(name, "actors", told["actors"], "")


def _of_gold(name: str, part: str, told: dict[str, float], more: str) -> Row:
    return _row(name, part, told["precision"], told["recall"], more)


def _row(name: str, part: str, precision: float, recall: float, more: str) -> Row:
    return name, part, f"{precision:.3f}", f"{recall:.3f}", f"{f1(precision, recall):.3f}", more


def speed() -> Iterator[str]:
    """CPU time to read 5 KB (UTF-8) of pages that were not read before, by a program that has read others."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*/*.txt"))]
    for language, chinese in (("English", False), ("Chinese", True)):
        wanted = [text for text in texts if is_chinese(text) == chinese]
        spent, size = sum(map(_time, wanted)), sum(len(text.encode()) for text in wanted)
        yield f"{language}: {5000 * 1000 * spent / size:.1f} ms CPU for 5 KB, over {size // 1000} KB of pages"


def _time(text: str) -> float:
    start = time.process_time()
    document = compose(text, identity="speed")
    figures(document), initiatives(document)
    return time.process_time() - start


def report(console: Console) -> None:
    """Print the scoreboard."""
    table = Table("texts", "part", "precision", "recall", "F1", "more", box=None, header_style="bold", pad_edge=False)
    for row in own():
        table.add_row(*row)
    for folder in sorted(path for path in GOLD.glob("*") if (path / "figures.json").is_file()):
        for row in gold(folder):
            table.add_row(*row)
    console.print(table)
    if not GOLD.is_dir():
        console.print("There is no gold beside this checkout (../shared/gold): only our own texts were read.")
    for line in speed():
        console.print(line)


if __name__ == "__main__":
    report(Console(width=130, highlight=False))
