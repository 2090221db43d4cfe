"""Decide what becomes of each correction: into which file it goes, or why it goes into none."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.document.tree import Heading
from lawgov_lib.exporters.worddocument import render_docx
from lawgov_lib.merging import clashes, formwords
from lawgov_lib.merging.additions import Added, Additions
from lawgov_lib.merging.alignment import Pair, align
from lawgov_lib.merging.commentthreads import with_sections
from lawgov_lib.merging.emphasis import emphasised, is_known
from lawgov_lib.merging.filerows import FileRows
from lawgov_lib.merging.groups import Group, grouped, transferred
from lawgov_lib.merging.origins import Source, origins_of, sources_of, statement_of
from lawgov_lib.merging.proof import failings
from lawgov_lib.merging.rebasing import rebased
from lawgov_lib.merging.rewriting import as_paragraph, rewritten
from lawgov_lib.merging.runlooks import bold_letters, bold_of, is_rebolded, new_looks
from lawgov_lib.merging.sourcetext import Atom, source_of
from lawgov_lib.merging.transfers import Transfer, without
from lawgov_lib.merging.wordedits import read_word_text
from lawgov_lib.merging.wordlessparts import differing, reshaped
from lawgov_lib.merging.wordsource import corrected_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.inputs.remarksfile import Objection
    from lawgov_lib.merging.commentthreads import Comment
    from lawgov_lib.merging.origins import Origin
    from lawgov_lib.merging.wordedits import Tracked, WordParagraph, WordText
    from lawgov_lib.report.yearreport import Report

NEW, GONE, MOVED, CHANGED, BOLD = "新增", "删去", "移动", "修改", "改变加粗"
_BY_HAND = "按领导的意思在text的文件中改好，重新生成后再并回；或者在Word中改回。"


@dataclass(frozen=True)
class Change:
    """One correction that goes into prose: which file and line, what stood there, what will."""

    kind: str
    section: str
    place: Place
    old: str
    new: str


@dataclass(frozen=True)
class Plan:
    """What becomes of the corrections of a file.

    ``files`` holds the new text of each prose file by section, ``words`` the files of prose that is
    a Word file itself, ``asks`` what a person has to decide
    and stays as it is, ``unplaced`` what nobody knows where to put: with any of it nothing is
    written. ``looks`` tells what no prose can show, and is left out. ``is_same`` where the file was
    made from this very report, ``is_restored`` where an earlier merge was broken off and undone.
    """

    agency: str
    year: int
    files: dict[str, str]
    words: dict[str, bytes]
    sources: dict[str, Source]
    changes: tuple[Change, ...]
    asks: tuple[Problem, ...]
    unplaced: tuple[Problem, ...]
    looks: tuple[Problem, ...]
    tracked: tuple[Tracked, ...]
    comments: tuple[tuple[Comment, str], ...]
    remarks: tuple[Objection, ...]
    is_same: bool
    is_restored: bool = False


def plan(report: Report, edited: WordText, name: str, sent: WordText | None = None) -> Plan:
    """Decide what becomes of the corrections of a file.

    Args:
        report: The year as it is now.
        edited: The corrected file.
        name: The name of the file in messages.
        sent: The file as it was sent out, if it is still there.
    """
    document = report.document
    made = read_word_text(BytesIO(render_docx(document)), name)
    old = made.paragraphs
    sources = sources_of(report)
    origins = origins_of(report, document, old, sources)
    is_same = edited.content == document.content
    contested: tuple[str, ...] = ()
    if not is_same and sent is not None and sent.content == edited.content:
        made, put = sent, rebased(edited, sent, old)
        is_same, edited, contested = True, put.edited, put.contested
    outline = {place for place, each in enumerate(origins) if each.outline_level}
    pairs = align(old, edited.paragraphs, outline, is_same=is_same)
    planner = _Planner(report, old, edited.paragraphs, origins, sources, pairs)
    planner.contest(contested)
    planner.follow()
    planner.miss(reshaped(pairs, old, edited.paragraphs))
    planner.miss(differing(made.wordless, edited.wordless))
    planner.prove()
    counts = new_looks(pairs, old, edited.paragraphs)
    return Plan(
        agency=report.year_inputs.report.agency.name,
        year=report.year_inputs.report.year,
        files=planner.files(is_word=False),
        words=planner.words,
        sources=sources,
        changes=tuple(planner.changes),
        asks=tuple(dict.fromkeys(planner.asks)),
        unplaced=tuple(dict.fromkeys(planner.unplaced)),
        looks=tuple(clashes.of_looks(counts | planner.looks, name)),
        tracked=edited.tracked,
        comments=tuple(with_sections(edited.comments, pairs, origins)),
        remarks=report.year_inputs.remarks.root,
        is_same=is_same,
    )


@dataclass
class _Planner:
    """Goes through the corrected file from top to bottom."""

    report: Report
    old: Sequence[WordParagraph]
    new: Sequence[WordParagraph]
    origins: Sequence[Origin]
    sources: dict[str, Source]
    pairs: Sequence[Pair]
    changes: list[Change] = field(default_factory=list)
    asks: list[Problem] = field(default_factory=list)
    unplaced: list[Problem] = field(default_factory=list)
    looks: dict[str, int] = field(default_factory=dict)
    words: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the paragraphs of each section as they are."""
        self.rows = {key: FileRows(source.text) for key, source in self.sources.items()}
        for place, origin in enumerate(self.origins):
            if origin.is_told and origin.section in self.rows:
                self.rows[origin.section].add(place, self.old[place].text, origin.unit)
        self._anchor: int | None = None
        self._additions = Additions(self.old, self.new, self.origins, self.rows, self.pairs)
        self._come: dict[int, list[Transfer]] = {}

    def follow(self) -> None:
        """Take the pairs in the order of the corrected file, what was left out at the end."""
        every = grouped(self.pairs, self.origins)
        self._come = transferred(every, self.old, self.new)
        for pair in every:
            if isinstance(pair, Group):
                self._prose(pair)
            elif not pair.old:
                self._fresh(pair.new)
            elif any(self.origins[place].unit for place in pair.old):
                self._lost(pair)
            elif self.origins[pair.old[0]].block == PLACEHOLDER:
                self._provided(pair)
            else:
                self._made(pair)
            if pair.old and pair.new and not pair.is_moved:
                self._anchor = max(pair.old)

    def _said(self, places: Iterable[int]) -> str:
        return "\n".join(self.old[place].text for place in places)

    def _told(self, places: Iterable[int]) -> str:
        return "\n".join(self.new[place].text for place in places)

    # Prose

    def _prose(self, group: Group) -> None:
        """Rewrite, move or take out stretches of prose."""
        first, rows = group.units[0], self.rows[group.units[0].section]
        said, told = self._said(group.old), self._told(group.new)
        was, now = bold_of(self.old, group.old), bold_of(self.new, group.new)
        if told == said and was == now and not group.is_moved:
            return
        where = Place(self.sources[first.section].file, rows.line(first))
        for before, after in pairwise(group.units):
            if not rows.are_neighbours(before, after):
                self._leave(told or said, "与另一节或另一种内容并成一段", where)
                return
        atoms = group.atoms
        come = [each.atoms for each in group.come]
        result = rewritten(without(atoms, group.gone), told, come)
        if result is None:
            self._leave(told, "改动太多，分不清哪些出自台账", where)
            return
        self.asks += [clashes.of_reference(each, self.report, where) for each in result.clashes]
        source, shown = result.source, result.shown.strip("\n")
        if was != now and is_known(atoms, was):
            if len(now) == len(result.shown):
                source = emphasised(result.atoms, now)
            elif is_rebolded(said, told, was, now):
                self.looks["加粗"] = self.looks.get("加粗", 0) + 1
        if source == source_of(atoms) and not group.is_moved:
            return
        if group.is_moved and shown:
            self._move(group, source, shown, where)
            return
        if not shown and any(map(rows.is_counted, group.units)):
            self._leave(said, "是编号列表的一项，删去后编号会变，不能并回", where)
            return
        rows.rewrite(group.units, source, shown)
        kind = (BOLD if shown == said else CHANGED) if shown else GONE
        self.changes.append(Change(kind, first.section, where, said, shown))

    def _move(self, group: Group, source: str, shown: str, where: Place) -> None:
        """Put prose where it stands now, in this section or another one."""
        first, rows = group.units[0], self.rows[group.units[0].section]
        if not all(unit.stretch.is_whole for unit in group.units):
            level = self.new[group.new[0]].list_level
            if not level or any(map(rows.is_counted, group.units)) or len(group.units) > 1:
                self._leave(shown, "移出了列表或表格", where)
                return
            if not self._additions.item(shown, level, self._anchor, source):
                self._leave(shown, "移到了别的列表之外", where)
                return
            rows.rewrite(group.units, "", "")
        elif self._insert(shown, source):
            rows.remove(group.units)
        else:
            return
        self.changes.append(Change(MOVED, first.section, where, self._said(group.old), shown))

    def _fresh(self, new: Sequence[int], *, is_typed_over: bool = False) -> None:
        """Put a new paragraph, heading, item, row or cell behind the one that it follows.

        What was typed over words of the program's has their look, and is bold without intent.
        """
        for place in new:
            each = self.new[place]
            above = None if self._anchor is None else self.origins[self._anchor]
            field_hint = (
                ""
                if above and above.is_told
                else formwords.new_field(each.text, above.block if above else None)
            )
            if each.is_note:
                self._note(each.text)
            elif field_hint:
                self._leave(each.text, "不是正文，不能并回", Place(self.report.file), field_hint)
            elif each.cell:
                self._cell(place)
            elif each.list_level:
                added = self._additions.item(each.text, each.list_level, self._anchor)
                self._added(added, each.text, "带有自动编号，不在已有的列表中，不能并回")
            elif section := self._insert(each.text, self._source(place, is_plain=is_typed_over)):
                self._added(Added(section, each.text), each.text, "")
                self._rank(each, section)

    def _rank(self, heading: WordParagraph, section: str) -> None:
        """Tell a new heading that ranks with those of the outline, which it is no part of."""
        own = max(each.outline_level for each in self.origins if each.section == section)
        if 0 < heading.level <= own:
            where = Place(self.sources[section].file)
            self.asks.append(clashes.of_new_heading(heading.text, where))

    def _source(self, place: int, *, is_plain: bool) -> str:
        """Write a new paragraph; what was moved into it brings its references along."""
        each = self.new[place]
        if each.level > 0:
            return f"{'#' * each.level} {as_paragraph(each.text)}"
        come = [transfer.atoms for transfer in self._come.get(place, ())]
        moved = rewritten((), each.text, come) if come else None
        atoms = moved.atoms if moved else (Atom(as_paragraph(each.text), each.text),)
        bold = bold_letters([each])
        return source_of(atoms) if is_plain or not any(bold) else emphasised(atoms, bold)

    def _cell(self, place: int) -> None:
        """Put a new row, or a cell that was empty, into its table."""
        text = self.new[place].text
        if self._additions.is_made(place):
            self.asks.append(clashes.of_made_table(text, self.report))
            return
        self._added(self._additions.row(place), text, "是表格的改动，找不到所在的表，不能并回")

    def _added(self, added: Added | None, text: str, reason: str) -> None:
        """List what was put into prose; what has no place is told."""
        if added is None:
            self._leave(text, reason, Place(self.report.file))
        elif added.shown:
            where = Place(self.sources[added.section].file)
            self.changes.append(Change(NEW, added.section, where, "", added.shown))

    def _insert(self, shown: str, source: str) -> str:
        """Put prose behind the last paragraph that kept its place; return the section it is in."""
        anchor = self._anchor
        origin = None if anchor is None else self.origins[anchor]
        if anchor is None or origin is None or origin.section not in self.rows:
            hint = f"标题之前、落款之后和附件中不能加正文；{_BY_HAND}"
            self._leave(shown, "写在没有正文的地方", Place(self.report.file), hint)
            return ""
        rows, where = self.rows[origin.section], Place(self.sources[origin.section].file)
        if origin.unit:
            rows.insert(anchor, source, shown)
        elif not origin.is_told and (isinstance(origin.block, Heading) or not rows.is_told):
            rows.insert(None, source, shown)
        elif statement_of(origin, self.report):
            rows.cite(self._statements(origin.section, anchor))
            rows.insert(anchor, source, shown)
        else:
            self._leave(shown, "写在程序生成的内容之后", where)
            return ""
        return origin.section

    def _statements(self, section: str, anchor: int) -> dict[int, str]:
        """Return the statements of a section up to a paragraph that prose does not place itself."""
        return {
            place: name
            for place, origin in enumerate(self.origins[: anchor + 1])
            if origin.section == section and (name := statement_of(origin, self.report))
        }

    def _provided(self, pair: Pair) -> None:
        """Take what stands in the place of the words that a section has no text yet."""
        if self._told(pair.new) != self.old[pair.old[0]].text:
            self._anchor = pair.old[0]
            self._fresh(pair.new, is_typed_over=True)

    # All else

    def _made(self, pair: Pair) -> None:
        """Tell what was changed of paragraphs that are not prose."""
        origin = self.origins[pair.old[0]]
        said, told = self._said(pair.old), self._told(pair.new)
        if origin.block is None and self.old[pair.old[0]].is_note and said != told:
            self._note(told or said)
        elif said != told:
            self.asks += clashes.of_made(origin, said, told, self.report)
        if pair.is_moved:
            self.asks.append(clashes.moved(origin, told, self.report))

    def _note(self, text: str) -> None:
        hint = "在正文的文件中写这条脚注，重新生成后再并回；或者在Word中改回。"
        self._leave(text, "是脚注的改动，不能并回", Place(self.report.file), hint)

    def _lost(self, pair: Pair) -> None:
        """Tell prose that was joined with what is none."""
        said = self._said(pair.old)
        self._leave(said, "与程序生成的内容并成一段", Place(self.report.file))

    def contest(self, texts: Iterable[str]) -> None:
        """Tell what both leaders and the office have changed since the file was sent out."""
        for text in texts:
            reason = "：领导改动的文字，资料在文件送出后也改过"
            self._leave(text, reason, Place(self.report.file))

    def _leave(self, text: str, reason: str, where: Place, hint: str = _BY_HAND) -> None:
        self.unplaced.append(clashes.unplaced(text, reason, where, hint))

    def prove(self) -> None:
        """Tell what would read otherwise once it is written."""
        self._additions.count_on()
        for each in failings(self.report, self.rows, self.sources):
            self._leave(each.text, each.reason, each.place)
        for key, text in self.files(is_word=True).items():
            self._correct_word(key, text)

    def files(self, *, is_word: bool) -> dict[str, str]:
        """Return the new text of what is changed, of Word files or of all others, by section."""
        return {
            key: rows.text()
            for key, rows in self.rows.items()
            if rows.is_changed and self.sources[key].is_word == is_word
        }

    def _correct_word(self, section: str, text: str) -> None:
        """Correct prose that is a Word file itself; what that cannot take is told."""
        source = self.sources[section]
        path = self.report.folder.parent / source.file
        content = corrected_word(path.read_bytes(), source.text, text, source.file)
        if content is not None:
            self.words[section] = content
            return
        hint = "本节正文是Word文件，请在其中照改，重新生成后再并回；或者在Word中改回。"
        mine = [each for each in self.changes if each.section == section]
        self.changes = [each for each in self.changes if each.section != section]
        for each in mine:
            self._leave(each.new or each.old, f"（{each.kind}）没有并回", Place(source.file), hint)

    def miss(self, parts: Iterable[tuple[str, str]]) -> None:
        """Tell what was changed besides words: where, and what was done."""
        for words, done in parts:
            self._leave(clashes.cut(words), done, Place(self.report.file))
