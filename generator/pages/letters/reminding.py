"""提醒函: what a unit has to file or do soon, and what is missing, with the notice's words and how to file it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ... import wording
from ...judging.verdict import TOGETHER, Verdict
from ..deeds import Deed
from ..drafted import cited
from ..papers import OfficialPaper, Paragraph, Piece, Section, Sentence
from ..render import plain
from ..site import Site
from ..values import Line, Table
from .letter import Asked, allowed, ends, filing, letter, listed, quoted, said
from .reminder import Reminder, groups

TITLE = "关于按期报送和办理有关事项的提醒函"


def written(site: Site, reminder: Reminder, asked: Asked) -> OfficialPaper:
    """The draft to a unit that there is something to remind of."""
    known: set[tuple[Line, ...]] = set()
    told = [
        Section(title, tuple(_pieces(site, reminder, own, known)))
        for title, own in groups(reminder)
    ]
    told.append(filing(site, reminder, asked))
    closing = [*ends(site, asked), said("特此提醒")]
    return letter(site, reminder.unit, TITLE, _opening(site, reminder), told, closing)


def _opening(site: Site, reminder: Reminder) -> Iterator[Sentence]:
    own, joint = len(reminder.owed.alone), len(reminder.owed.joint)
    day = wording.day(reminder.as_of)
    among = reminder.owed.among
    counted = [f"你单位有{own}项需要报送或者办理{among[0]}", *among[1:]] if own else []
    if joint:
        also = "另有" if own else "你单位有"
        counted.append(
            f"{also}{joint}项与其他单位{TOGETHER}，由你单位报送，只计一次，不单独记在你单位名下"
        )
    yield said(f"按照{cited(site.catalogue)}要求，截至{day}，{'，'.join(counted)}")
    yield said("现将有关情况提醒如下")


def _pieces(
    site: Site, reminder: Reminder, own: Sequence[Deed], known: set[tuple[Line, ...]]
) -> Iterator[Piece]:
    """A paragraph for each deed; several that are held with others stand in one table, which takes a third of the
    room."""
    told = [_paragraph(site, reminder, deed, known) for deed in own]
    if len(own) == 1 or not all(deed.joint for deed in own):
        yield from told
        return
    verdicts = dict.fromkeys(v for each in told for s in each.sentences for v in s.verdicts)
    yield Paragraph((said(f"以下{len(own)}项由你单位报送", *verdicts),))
    rows = [_row(deed, paragraph) for deed, paragraph in zip(own, told, strict=True)]
    yield Table(f"{TOGETHER}的事项", ("期限", "事项", "要求和要做的"), tuple(rows))


def _row(deed: Deed, told: Paragraph) -> Line:
    by = f"{wording.day(deed.day)}前" if deed.day else "随下一次报送"
    says = "".join(plain.words(sentence.says) for sentence in told.sentences)
    return by, plain.words(deed.what), says


def _paragraph(
    site: Site, reminder: Reminder, deed: Deed, known: set[tuple[Line, ...]]
) -> Paragraph:
    """A deed under its name: in which words it is asked for, unless they are ``known`` from one before it, how far it
    is, what is to be done."""
    by = f"{wording.day(deed.day)}前：" if deed.day else ""
    verdicts = _verdicts(site, reminder, deed)
    told: list[Sentence] = []
    asked = {verdict.provision: verdict for verdict in verdicts}
    if len(asked) == 1:
        words = list(quoted(site, verdicts[0]))
        told += [] if (what := tuple(each.says for each in words)) in known else words
        known.add(what)
    elif asked:
        told.append(said(f"是{listed(site, verdicts)}", *verdicts))
    forms = "报表：" if deed.workbook else ""
    told.append(said(f"{forms}{plain.words(deed.note)}", *verdicts))
    told += (each for verdict in verdicts for each in allowed(site, verdict))
    return Paragraph(tuple(_once(told)), f"{by}{plain.words(deed.what)}")


def _verdicts(site: Site, reminder: Reminder, deed: Deed) -> Sequence[Verdict]:
    """What asks for a deed; for a filing what was judged of it."""
    if deed.term:
        filed = site.on_filing_of.get(reminder.unit.id, {}).get(deed.term, ())
        return [verdict for verdict in filed if verdict.rule]
    return [site.results.by_id[name] for name in deed.verdicts]


def _once(sentences: Iterable[Sentence]) -> Iterable[Sentence]:
    return {sentence.says: sentence for sentence in sentences if sentence.says != ("。",)}.values()
