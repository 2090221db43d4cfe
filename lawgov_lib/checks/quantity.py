"""Whether what the report claims to have done is told in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, place
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.mentions import Kind, Period
from lawgov_lib.reading.placeholders import placeholders
from lawgov_lib.reading.tracing import NEEDED
from lawgov_lib.telling.narrative import NO_DUTY

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.settings import Settings
    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.document.tree import Run
    from lawgov_lib.measuring.metric import Metric

_MINIMUM = compiled("(?:不少于|不低于|至少|每年|每季度|每半年)[^，。；]{0,8}$")
"""Stands before a number that is a rule, no result."""
_CLAUSE = compiled("[，。；：]")
_DIGIT = compiled(r"\d")
_NAMES = compiled(r"《[^《》]*》|〈[^〈〉]*〉")


def areas_without_count(subject: Written) -> Iterator[Finding]:
    """Find areas that claim activity and count none of it (C05).

    A minimum to be kept, a list of kinds and a rate without a base do not say how much was done.
    """
    measured = {metric.section for metric in subject.metrics.values()}
    achievements = _achievements(subject)
    absent = {each for absence in subject.absences.values() for each in absence.sections}
    for key in (key for key in subject.spots if key in measured & achievements):
        said = [
            block
            for block in subject.said
            if block.section == key and block.text and not _only_denies(subject, block)
        ]
        if said and key not in absent and not any(_counts(subject, block) for block in said):
            yield Finding(
                "C05",
                Severity.WARNING,
                "本节叙述了工作，没有反映工作量的数据",
                place(said[0]),
                "补填台账或申报数，并在正文中引用；确无数据的，写明原因。",
                key,
                about=key,
            )


def _only_denies(subject: Written, said: Said) -> bool:
    """Tell whether a block is the one sentence of the duties that the agency does not have."""
    named = [subject.metrics[run.metric] for run in said.runs if run.metric]
    denied = bool(named) and all(metric.state is State.NO_DUTY for metric in named)
    return denied and len(said.sentences) == 1


def duties_without_count(subject: Written) -> Iterator[Finding]:
    """Find duties that the text claims while the number that belongs to them is missing (C05).

    What one register would tell is one finding, however many duties it is asked for.
    """
    for cause, found in claimed_duties(subject).items():
        if cause in subject.absences:
            continue
        said, _, metric = found[0]
        words = "”“".join(word for _, word, _ in found)
        names = "”“".join(each.name for *_, each in found)
        yield Finding(
            "C05",
            Severity.WARNING,
            f"正文提到“{words}”，“{names}”未提供",
            tuple(dict.fromkeys(spot for each, *_ in found for spot in place(each))),
            f"{subject.settings['C05']['ask']}；没有发生的填零，没有该项职责的填无此职责。",
            said.section,
            said.position,
            metric.id,
        )


def is_spared(metric_id: str, settings: Settings) -> bool:
    """Tell whether a figure is not asked of an agency of this kind: lic spares lic_applied."""
    return any(f"{metric_id}_".startswith(f"{stem}_") for stem in settings["C05"]["spared"])


def is_wanting(metric: Metric, settings: Settings) -> bool:
    """Tell whether nothing says a figure that an agency of this kind is asked for."""
    is_missing = metric.state is State.MISSING and not metric.is_spoken_of
    return is_missing and not is_spared(metric.id, settings)


def claimed_duties(subject: Written) -> dict[str, list[tuple[Said, str, Metric]]]:
    """Return the duties that the text claims and no number tells, by register or metric wanted."""
    achievements = _achievements(subject)
    missing: dict[str, list[tuple[Said, str, Metric]]] = {}
    instead = subject.settings["C05"]["instead"]
    own = [metric for metric in subject.metrics.values() if metric.is_own and metric.state in TOLD]
    for duty in _duties(subject):
        metrics = [
            subject.metrics[key]
            for key in duty["metrics"]
            if key in subject.metrics and not is_spared(key, subject.settings)
        ]
        if not metrics or any(metric.state is not State.MISSING for metric in metrics):
            continue
        if any(word in duty["words"] and word in metric.name for word in instead for metric in own):
            continue
        for said in subject.said:
            claimed = next((word for word in duty["words"] if word in _without_names(said)), None)
            if claimed and said.section in achievements:
                cause = duty.get("register", metrics[0].id)
                missing.setdefault(cause, []).append((said, claimed, metrics[0]))
                break
    return missing


def _duties(subject: Written) -> list[Mapping[str, Any]]:
    """Return the duties that numbers are asked for in the report year."""
    settings: Mapping[str, Any] = subject.settings["C05"]
    recent = settings["recent"]
    is_due = subject.year >= recent["from"]
    return [*settings["duties"], *(recent["duties"] if is_due else ())]


def deeds_without_count(subject: Written) -> Iterator[Finding]:
    """Find acts that every year's figures count, told as done and nowhere told how often (C05).

    A number anywhere in the block of the claim will do, and one in any sentence that names the act.
    A duty that has a metric is asked for by :func:`duties_without_count`.
    """
    achievements, deeds = _achievements(subject), subject.settings["C05"]["deeds"]
    duties = _duties(subject) if subject.metrics else ()
    asked = [word for duty in duties for word in duty["words"]]
    texts = [(said, _without_names(said)) for said in subject.said]
    for name, words in deeds["acts"].items():
        act = compiled(words)
        naming = [said for said, text in texts if act.search(text)]
        claims = (
            (said, claim)
            for said in naming
            if said.section in achievements and not _any_count(said)
            for claim in _claims(said, act, deeds)
            if not any(word in claim for word in asked)
        )
        claimed = next(claims, None)
        if claimed and not any(_counts_of(said, act) for said in naming):
            said, claim = claimed
            yield at(
                said,
                Finding(
                    "C05",
                    Severity.WARNING,
                    f"“{claim}”没有写明数量",
                    hint="写明实施的数量；没有发生的，写明没有发生。",
                    about=name,
                ),
            )


def _claims(said: Said, act: re.Pattern[str], deeds: Mapping[str, str]) -> Iterator[str]:
    """Yield the clauses that tell an act as done: no rule about it, no denial, no intent."""
    done, aside = compiled(deeds["done"]), compiled(deeds["aside"])
    for clause in _CLAUSE.split(_without_names(said)):
        told = any(
            done.search(f"{clause[: named.start()]}□{clause[named.end() :]}")
            for named in act.finditer(clause)
        )
        if told and not aside.search(clause):
            yield clause


def _any_count(said: Said) -> bool:
    """Tell whether a block has a number, a place kept open for one, or tells of a single deed."""
    return (
        "某" in said.text
        or any(mention.kind in {*NEEDED, Kind.DURATION} for mention in said.reading.mentions)
        or bool(days(said.text))
        or bool(placeholders(said.text))
    )


def _counts_of(said: Said, act: re.Pattern[str]) -> bool:
    """Tell whether a sentence that names an act has a number."""
    reading = said.reading
    counted = {each.sentence for each in reading.mentions if each.kind in NEEDED}
    return any(
        act.search(reading.text, span.start, span.end)
        for span in (reading.sentences[each] for each in counted)
    )


def references_without_value(subject: Written) -> Iterator[Finding]:
    """Find references without a value, for which a sentence prints 无此职责 or 未提供 (C05)."""
    caused = {each.id for absence in subject.absences.values() for each in absence.missing}
    for said, metric in unvalued(subject):
        if metric.id in caused:
            continue
        cure = (
            f"引用 {{{{ statement.{NO_DUTY}.{metric.section} }}}} 写明不承担该项职责"
            if metric.state is State.NO_DUTY
            else subject.settings["C05"]["ask"]
        )
        yield Finding(
            "C05",
            Severity.WARNING,
            f"正文引用的“{metric.name}”没有数值，句中印作“{metric.state.value}”",
            place(said),
            f"删去这一句中的引用；{cure}。",
            said.section,
            said.position,
            f"{metric.id}/引用",
        )


def unvalued(subject: Written) -> Iterator[tuple[Said, Metric]]:
    """Yield the references in the text that print a state, each with its block."""
    for said in subject.said:
        for run in said.runs:
            metric = subject.metrics.get(run.metric or "")
            if metric and metric.state not in TOLD and run.text == metric.state.value:
                yield said, metric


def _achievements(subject: Written) -> set[str]:
    return {key for key, spot in subject.spots.items() if spot.serves == "achievements"}


def _counts(subject: Written, said: Said) -> bool:
    """Tell whether a block says how much was done: by a metric, a cell, or a number typed."""
    return any(_is_count(subject, run) for run in said.runs) or any(
        mention.unit
        and position not in said.placed
        and mention.kind in NEEDED
        and mention.scope.period is not Period.NEXT
        and not _MINIMUM.search(said.text[: mention.start])
        for position, mention in enumerate(said.reading.mentions)
    )


def _is_count(subject: Written, run: Run) -> bool:
    settings: Mapping[str, Any] = subject.settings["C05"]
    if run.metric is None:
        return bool(run.cell and _DIGIT.search(run.text))
    metric = subject.metrics[run.metric]
    return (
        metric.state in TOLD
        and not metric.lacks_base
        and metric.id not in settings["enumerations"]
        and not metric.name.endswith(settings["floor"])
    )


def _without_names(said: Said) -> str:
    """Return the text without the names of documents: having a rule is no claim of activity."""
    return _NAMES.sub("", said.text)
