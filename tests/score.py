"""The scoreboard: how well texts are read, and how well it is known what is the same. `make score` prints it.

`score.py [reading|identity] [--show]` prints one part; `--show` lists pairs known wrongly, of `seen` texts only. The
project's own marked texts are scored everywhere; the gold beside the checkout (`../shared/gold`, real texts, which are
no part of the project) where it is present: its reading by the gold's own scorer.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import annotated
import bundles
import identity
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
PARTS: Row = ("texts", "part", "precision", "recall", "F1", "more")


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


def known() -> Iterator[Row]:
    """Pairs of statements that are one measure, and pairs that look alike and are not, by what a store made of them."""
    sets = [(f"own texts, {name}", bundles.own(name)) for name in ("seen", "unseen")]
    folders = gold_folders()
    sets += [(f"gold, {' + '.join(path.name for path in some)}", bundles.gold(*some)) for some in together(folders)]
    for name, bundle in sets:
        read = identity.known(identity.orders(bundle)[0])
        merged = f"merged, though apart: {len(identity.merged(bundle, read))} of {len(bundle.apart)} pairs"
        for kind, more in zip(identity.KINDS, (merged, ""), strict=True):
            score = identity.score(bundle, kind, read)
            yield _row(name, f"{kind}s", score.precision, score.recall, more)


def together(folders: Sequence[Path]) -> list[Sequence[Path]]:
    """Each folder alone, then all as one."""
    alone: list[Sequence[Path]] = [[folder] for folder in folders]
    return [*alone, folders] if len(folders) > 1 else alone


def told() -> Iterator[Row]:
    """Messages about each event in three orders of arrival, and whether these gave the same measures."""
    for name in ("seen", "unseen"):
        bundle = bundles.own(name)
        stores = [identity.known(order) for order in identity.orders(bundle)]
        same = "same measures" if len({store.partition for store in stores}) == 1 else "OTHER MEASURES"
        for event in bundle.events:
            facts = identity.facts(bundle, event)
            for kind in identity.KINDS:
                numbers = [str(identity.alerts(bundle, event, store)[kind]) for store in stores]
                yield f"own texts, {name}, {event}", f"{kind}s", str(facts[kind]), *numbers, same


def shown() -> Iterator[str]:
    """The pairs of `seen` texts that are known wrongly."""
    bundle = bundles.own("seen")
    texts = {told.name: told.text for told in bundle.texts}
    for kind in identity.KINDS:
        for pair in identity.score(bundle, kind, identity.known(identity.orders(bundle)[0])).wrong:
            split = "split " if pair[0].names & pair[1].names else "merged"
            quotes = (f"{mark.document}: {texts[mark.document][mark.start : mark.end]}" for mark in pair)
            yield f"{split} {' '.join(sorted(pair[0].names))} | {' | '.join(quotes)}"


def gold_folders() -> list[Path]:
    return sorted(path for path in GOLD.glob("*") if (path / "figures.json").is_file())


def reading(console: Console) -> None:
    """Print how well texts are read, and how fast."""
    console.print(_table(PARTS, (*own(), *(row for folder in gold_folders() for row in gold(folder)))))
    for line in speed():
        console.print(line)


def knowing(console: Console) -> None:
    """Print how well it is known what is the same."""
    console.print("\nWhat is the same: of all pairs of statements that were read")
    console.print(_table(PARTS, known()))
    console.print("\nOne event told by eight texts: messages against distinct facts, by order of arrival")
    console.print(_table(("texts", "part", "facts", "by day", "shuffled", "shuffled", "three orders"), told()))


def _table(heads: Row, rows: Iterable[Row]) -> Table:
    table = Table(*heads, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    return table


def report(console: Console, wanted: Sequence[str]) -> None:
    """Print the parts that are wanted, both if none is."""
    for name, part in (("reading", reading), ("identity", knowing)):
        if name in wanted or not {"reading", "identity"} & set(wanted):
            part(console)
    if "--show" in wanted:
        for line in shown():
            console.print(line, soft_wrap=True, markup=False)
    if not GOLD.is_dir():
        console.print("There is no gold beside this checkout (../shared/gold): only our own texts were read.")


if __name__ == "__main__":
    report(Console(width=130, highlight=False), sys.argv[1:])
