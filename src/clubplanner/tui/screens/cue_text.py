"""What the Theme screen says of one cue."""

from datetime import date

from clubplanner.music.duration import format_duration
from clubplanner.theme.matching import CueMatch
from clubplanner.theme.model import Cue, Relation, Theme
from clubplanner.tui.widgets.line_table import Cell
from clubplanner.tui.widgets.runs import Run
from clubplanner.workspace.known import HeardBefore

Line = list[Run]


def episodes(cue: Cue) -> str:
    """Return the episodes of a cue for a narrow column: ``1,4``, ``?`` if unknown."""
    return ",".join(str(number) for number in cue.episodes) or "?"


def match_cell(match: CueMatch) -> Cell:
    """Return how sure a match is: ``yes``, ``92 %``, ``missing``, ``no``."""
    if match.answer is True:
        return "yes", "good"
    if match.track is not None:
        return f"{match.confidence} %", "good" if match.confidence >= 80 else "fair"
    return ("no", "dim") if match.answer is False else ("missing", "warn")


def day_cell(last: date | None, until: date) -> Cell:
    """Return when a cue was last played, for a narrow column; blank for never.

    Args:
        last: the day, None for never.
        until: the night that is planned: of another year than its own the year is told.
    """
    if last is None:
        return "", ""
    is_this_year = last.year == until.year
    return f"{last:%d %b}" if is_this_year else f"{last:%b %y}", "dim"


def cue_lines(match: CueMatch, theme: Theme, heard: HeardBefore) -> list[Line]:
    """Return the details of a cue: release, match, last play, scene, relations."""
    cue = match.cue
    lines: list[Line] = [_release(cue), _match(match), _played(match, heard)]
    lines += [
        [(f"{label:<9}", "dim"), (text, "")]
        for label, text in (
            ("scene", cue.scene),
            ("meaning", cue.role),
            ("sound", ", ".join((cue.character, *cue.texture)).strip(", ")),
            ("motifs", _motifs(cue, theme)),
            ("mixing", cue.mixing),
            ("harmony", cue.harmony),
            ("club", cue.club),
            ("note", cue.note),
        )
        if text
    ]
    if cue.no_beat_out:
        lines.append([(f"{'mixing':<9}", "dim"), ("no beat at its end", "warn")])
    if cue.tempo_changes:
        lines.append([(f"{'tempo':<9}", "dim"), ("changes speed inside", "warn")])
    lines += [_relation(relation, theme) for relation in cue.relations]
    return lines


def _release(cue: Cue) -> Line:
    year = "" if cue.year is None else str(cue.year)
    length = format_duration(cue.length_s)
    parts = (cue.artist, cue.album, year, cue.kind, length)
    return [("  ".join(part for part in parts if part), "")]


def _match(match: CueMatch) -> Line:
    word, tone = match_cell(match)
    track = f"  {match.track.title} - {match.track.artist}" if match.track else ""
    return [(word, tone), (track, "strong"), (f"  {match.why}", "dim")]


def _played(match: CueMatch, heard: HeardBefore) -> Line:
    last, nights = heard.last_of(match)
    if last is None:
        return [(f"{'played':<9}", "dim"), ("never here", "")]
    counted = "in 1 night" if nights == 1 else f"in {nights} nights"
    assumed = "; nights without a play log as planned" if heard.has_plans else ""
    text = f"last {last:%a %d %b %Y}, {counted} here"
    return [(f"{'played':<9}", "dim"), (text, ""), (assumed, "dim")]


def _motifs(cue: Cue, theme: Theme) -> str:
    names = {motif.id: motif.name for motif in theme.motifs}
    return ", ".join(names.get(motif, motif) for motif in cue.motifs)


def _relation(relation: Relation, theme: Theme) -> Line:
    other = theme.cue(relation.to) if relation.to else None
    what = other.title if other else relation.about
    label = relation.kind.replace("-", " ")
    text = f"{label} {what}".strip()
    note = f"  {relation.note}" if relation.note else ""
    return [(f"{'relation':<9}", "dim"), (text, "accent"), (note, "dim")]
