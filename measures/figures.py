"""The quantities a document states about the economy and its policies, each with what it counts, when and how."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from measures.context import with_contexts
from measures.denied import is_denied
from measures.lexicon import Lexicon, in_use
from measures.modality import modality, reports
from measures.model import Document, Figure, Modality, Paragraph, Period
from measures.moments import Moment, moment
from measures.numbers import Quantity, has_number
from measures.outlook import outlooks, tells_plan
from measures.overall import time_of_all
from measures.periods import When
from measures.private import is_private
from measures.readings import read_number
from measures.scene import Prior, Scene, scene
from measures.tabulated import tabulated
from measures.text import Normalised, Span, is_chinese, normalise, on_one_line, sentences

_SILENT = frozenset({"question", "furniture", "row"})


def figures(document: Document, lexicon: Lexicon | None = None) -> tuple[Figure, ...]:
    """Return the figures of a document in order: not of questions and furniture, of the title only if it is alone."""
    names = lexicon or in_use()
    found: list[Figure] = []
    roles = {paragraph.role for paragraph in document.paragraphs} - _SILENT
    silent = _SILENT | ({"title"} if roles - {"title"} else set())
    told = time_of_all(document)
    last: When | None = None
    title = _topic(document.title, names)
    for paragraph, meant in outlooks(document):
        if paragraph.role not in silent and has_number(document.text[paragraph.start : paragraph.end]):
            topic = _heading(paragraph, names) or title
            time = replace(last) if last and _refers_back(document, paragraph) else told
            prior = Prior(topic=topic, modality=meant, aimed=meant == "target", time=time, whole=told)
            told_here, last = _of_paragraph(document, paragraph, names, prior)
            found.extend(told_here)
    if any(paragraph.role == "row" for paragraph in document.paragraphs):
        found = sorted((*found, *tabulated(document, names)), key=lambda figure: figure.start)
    return tuple(with_contexts(found, document, names))


def _topic(words: str, lexicon: Lexicon) -> str:
    """The first thing a title names, where it is a name of its own."""
    hits = lexicon.subjects.find(normalise(words).text)
    return next((hit.id for hit in hits if hit.entry["kind"] != "generic"), "")


def _heading(paragraph: Paragraph, lexicon: Lexicon) -> str:
    """What the nearest heading above a paragraph names."""
    return next((name for words in reversed(paragraph.section) if (name := _topic(words, lexicon))), "")


def _refers_back(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph goes on with the time of the one before: "over the same period", 同期."""
    return bool(_BACK.search(document.text, paragraph.start, paragraph.end))


_BACK = re.compile(
    r"(?<!去年)(?<!上年)(?<!年)(?<![比较])同期(?!相比|水平|增长|下降)|(?:在此|此|这一)期间"
    r"|\b(?:over|during|in|for)\s(?:the|this|that)\s(?:same\s)?period\b(?!\s(?:of|in|last|from|a\syear))",
    re.I,
)


def _of_paragraph(
    document: Document, paragraph: Paragraph, lexicon: Lexicon, prior: Prior
) -> tuple[list[Figure], When | None]:
    """The figures of one paragraph and the last time told; what a sentence speaks of is remembered for the next."""
    found: list[Figure] = []
    original = on_one_line(document.text[paragraph.start : paragraph.end])
    form = normalise(original)
    chinese = is_chinese(form.text)
    told: list[str] = []
    for start, end in _up_to_last_number(form.text):
        read = scene(form.text[start:end], lexicon, document.reference, prior, chinese=chinese)
        told.append(read.text)
        if read.quantities and not is_private(told, chinese=chinese):
            for figure, held in _of_scene(read, document.reference):
                found.append(_placed(figure, held, _Place(document, paragraph, form, start)))
        prior = _remember(read)
    return found, prior.time


def _of_scene(read: Scene, reference: date | None) -> Iterator[tuple[Figure, Moment]]:
    """The figures of a sentence, each with the time it holds for."""
    for index, quantity in enumerate(read.quantities):
        figure = read_number(read, index)
        if figure is not None and not _is_aside(read, quantity) and not is_denied(read, index):
            yield figure, moment(read, index, figure.modality, reference)


_DENOMINATOR = re.compile(r"[^，。；、,]{0,14}中(?:的|有|，|,)")


def _is_aside(read: Scene, quantity: Quantity) -> bool:
    """Whether the number is only the whole that another one is a part of: 97个大类中的40个, "of the 41 sectors"."""
    if quantity.unit or quantity.kind == "multiple":
        return False
    if read.chinese:
        return bool(_DENOMINATOR.match(read.text, quantity.end))
    lead = read.text[max(0, quantity.start - 28) : quantity.start].lower()
    return bool(
        re.search(r"\b(?:of|among|out of)\s(?:the|all|china's|its)\s(?:\w+'s\s|total\s)?\Z|\d\sout\sof\s\Z", lead)
    )


def _remember(read: Scene) -> Prior:
    """What the next sentence may refer back to."""
    specific = [hit for hit in read.subjects if hit.entry["kind"] != "generic"]
    said = modality(read, 0) if read.quantities else _unsaid(read)
    told = [when for when in read.times if when.role in ("during", "stock", "deadline")]
    places = [hit.id for hit in read.scopes if hit.entry["kind"] == "place" and hit.id != "world"]
    return Prior(
        topic=read.prior.topic,
        whole=read.prior.whole,
        aimed=read.prior.aimed,
        subject=(specific[-1].id if specific else read.prior.subject),
        metric=read.metrics[-1].id if read.metrics else read.prior.metric,
        place=places[-1] if places and not specific else "",
        modality=said,
        time=_kept_time(read, told, is_plan=said != "stated"),
    )


def _unsaid(read: Scene) -> Modality:
    """What a sentence without a number leads up to."""
    if tells_plan(read.text):
        return "target"
    return "stated" if read.chinese and reports(read.text) else read.prior.modality


def _kept_time(read: Scene, told: list[When], *, is_plan: bool) -> When | None:
    """The last time told; of a sentence that begins with what is so, not the time of its outlook."""
    kept = [when for when in told if is_plan or read.reference is None or when.period.end <= read.reference]
    return kept[-1] if kept else read.prior.time


def _up_to_last_number(text: str) -> Sequence[Span]:
    """The sentences of a paragraph; what stands behind its last number says nothing of any."""
    spans = list(sentences(text))
    while spans and not has_number(text[slice(*spans[-1])]):
        spans.pop()
    return spans


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: at `shift` of a paragraph in its normalised form."""

    document: Document
    paragraph: Paragraph
    form: Normalised
    shift: int

    def original(self, start: int, end: int) -> Span:
        """A stretch of the sentence as offsets into the document."""
        first, last = self.form.original(start + self.shift, end + self.shift)
        return first + self.paragraph.start, last + self.paragraph.start

    def known(self, period: Period | None, sentence: Span) -> Period | None:
        """A period, marked as not stated where its year is only that which the document was found to be of."""
        if period is None or self.document.year_told:
            return period
        told = self.document.title + self.document.text[slice(*sentence)]
        return replace(period, stated=period.stated and str(period.end.year) in told)


def _placed(figure: Figure, held: Moment, place: _Place) -> Figure:
    """The figure with its time and with offsets into the document."""
    start, end = place.original(figure.start, figure.end)
    first, last = place.original(0, figure.sentence_end)
    as_of, by = (place.known(period, (first, last)) for period in held)
    return replace(
        figure,
        quote=place.document.text[start:end],
        start=start,
        end=end,
        sentence_start=first,
        sentence_end=last,
        as_of=as_of,
        by=by,
        speaker=place.paragraph.speaker,
    )
