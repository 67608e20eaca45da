"""Mends of findings: the ladders that a plan allows, made as one edit."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from clubplanner.library.index import Index
from clubplanner.library.rows import track_row
from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.night.findings import Finding
from clubplanner.night.hard_rules import breaches
from clubplanner.night.mends import told
from clubplanner.night.remarks import TOO_WIDE
from clubplanner.night.seams import RULE, dear_seams
from clubplanner.workspace.mending import mends_of, priced_mends, with_mends
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace

NOW = datetime(2026, 3, 7, 20, 0)
HEAD = """\
clubplanner: 1
name: Test
date: 2026-03-07
start: '22:00'
end: '23:00'
venue: The Cellar
artist_gap: 0
slots:
"""


def track(name: str, bpm: float) -> Track:
    return Track(
        path=f"music/{name}.flac",
        title=name,
        artist=f"artist of {name}",
        genre="House",
        bpm=bpm,
        key=KEYS["8A"],
        energy=6,
        length_s=270.0,
    )


def home(tmp_path: Path, *tracks: Track, slots: str) -> Workspace:
    """Return a workspace over some tracks with a night open."""
    paths = Paths.under(tmp_path / "home")
    paths.sets.mkdir(parents=True)
    (tmp_path / "music").mkdir()
    with Index.open(paths.index_file).connected() as db, db:
        db.execute("INSERT INTO roots VALUES (1, 'music')")
        for one in tracks:
            (tmp_path / one.path).touch()
            db.execute(
                "INSERT INTO files (root, rel, size, mtime_ns, added, reason, texts, "
                "year, bpm, key, energy, rating, length_s, gain) "
                "VALUES (1, ?, 0, 0, 0, '', ?, ?, ?, ?, ?, ?, ?, ?)",
                (one.path.removeprefix("music/"), *track_row(one)),
            )
    (paths.sets / "2026-03-07-test.yaml").write_text(HEAD + slots, "utf-8")
    workspace = Workspace(paths, lambda: NOW)
    workspace.open_night("2026-03-07")
    return workspace


def slot(one: Track, more: str = "") -> str:
    return f"- title: {one.title}\n  artist: {one.artist}\n  file: {one.path}\n{more}"


PLAIN = [track(f"t{n}", 120.0) for n in range(14)]
PIN = track("pin", 130.0)
RUNG = track("rung", 125.0)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def seams(workspace: Workspace) -> list[Finding]:
    return [f for f in workspace.findings if f.rule == RULE]


def one_seam(tmp_path: Path, *others: Track) -> Workspace:
    tracks = [replace(one, bpm=120.0) for one in PLAIN]
    slots = [slot(one) for one in tracks[:13]]
    slots.append(slot(PIN, "  last: true\n"))
    return home(tmp_path, *tracks, PIN, *others, slots="".join(slots))


def test_a_ladder_in_place_of_a_free_slot_mends_a_seam(tmp_path: Path) -> None:
    workspace = one_seam(tmp_path, RUNG)
    (finding,) = seams(workspace)
    before = breaches(workspace.opened, workspace.context)
    mends = mends_of(workspace, finding)
    assert [mend.kind for mend in mends] == ["cut", "ladder", "meet"]
    assert mends[1].text.startswith('a ladder by "rung" (125) in place of "t12"')
    assert mends[1].edit is not None
    workspace.apply("Mend", mends[1].edit)
    names = [one.name for one in workspace.opened.slots]
    assert names[-3:] == ["t11", "rung", "pin"]
    assert dear_seams(workspace.transitions) == ()
    assert len(breaches(workspace.opened, workspace.context)) <= len(before)
    assert workspace.undo() is not None
    assert [one.name for one in workspace.opened.slots][-2:] == ["t12", "pin"]


def test_its_finding_tells_all_mends(tmp_path: Path) -> None:
    workspace = one_seam(tmp_path, RUNG)
    (finding,) = seams(workspace)
    assert finding.hint.endswith("or put a ladder there")
    told = with_mends(workspace, finding).hint
    assert "cut into pin (500 instead of" in told
    assert '"rung" (125) in place of "t12" (no step dearer than' in told
    assert "both decks meet at 124.9: t12 +4.1%, pin -3.9%" in told


def test_without_a_rung_the_cut_is_left(tmp_path: Path) -> None:
    workspace = one_seam(tmp_path)
    (finding,) = seams(workspace)
    assert [m.kind for m in mends_of(workspace, finding)] == ["cut", "meet"]


def bridges(workspace: Workspace) -> list[Finding]:
    return [f for f in workspace.findings if f.rule == TOO_WIDE]


def test_a_bridge_at_a_pin_has_the_mends_of_its_seam(tmp_path: Path) -> None:
    fast = replace(PIN, bpm=135.0)
    slots = [slot(one) for one in PLAIN[:13]]
    slots.append(slot(fast, "  last: true\n"))
    workspace = home(tmp_path, *PLAIN, fast, RUNG, slots="".join(slots))
    (seam,), (bridge,) = seams(workspace), bridges(workspace)
    mends = mends_of(workspace, bridge)
    assert mends == mends_of(workspace, seam)
    assert {"cut", "ladder"} <= {mend.kind for mend in mends}
    assert with_mends(workspace, bridge).hint == told(mends)


def test_priced_mends_tell_what_the_night_costs_with_each(tmp_path: Path) -> None:
    fast = replace(PIN, bpm=135.0)
    slots = [slot(one) for one in PLAIN[:13]]
    slots.append(slot(fast, "  last: true\n"))
    workspace = home(tmp_path, *PLAIN, fast, RUNG, slots="".join(slots))
    now = workspace.score.terms.total
    last = workspace.opened.slots[-1].id
    priced = priced_mends(workspace, [last])
    assert {"cut", "ladder"} <= {one.mend.kind for one in priced}
    assert [one.cost for one in priced] == sorted(one.cost for one in priced)
    assert len({one.mend.text for one in priced}) == len(priced)
    for one in priced:
        assert one.mend.edit is not None
        workspace.apply("Mend", one.mend.edit)
        assert workspace.score.terms.total == one.cost == now + one.change
        workspace.undo()
    assert priced_mends(workspace, [workspace.opened.slots[2].id]) == ()


@pytest.mark.parametrize("place", [1, 6, 11])
def test_a_bridge_between_free_tracks_has_mends_on_both_sides(
    tmp_path: Path, place: int
) -> None:
    early = [replace(one, bpm=120.0) for one in PLAIN[:place]]
    late = [replace(one, bpm=132.0) for one in PLAIN[place:12]]
    slots = "".join(slot(one) for one in (*early, *late))
    workspace = home(tmp_path, *early, *late, RUNG, slots=slots)
    (bridge,) = bridges(workspace)
    assert not seams(workspace)
    mends = {mend.kind: mend for mend in mends_of(workspace, bridge)}
    assert {"cut", "ladder"} <= set(mends)
    for kind, has_left in (("cut", False), ("ladder", True)):
        edit = mends[kind].edit
        assert edit is not None
        workspace.apply("Mend", edit)
        assert not bridges(workspace)
        names = [one.name for one in workspace.opened.slots]
        assert ("rung" in names) is has_left
        workspace.undo()


def test_a_wide_pair_the_dj_pinned_is_left_alone(tmp_path: Path) -> None:
    fast = replace(PIN, bpm=150.0)
    slots = slot(PLAIN[0]) + slot(fast, "  after: true\n")
    workspace = home(tmp_path, *PLAIN, fast, slots=slots)
    (wide,) = bridges(workspace)
    assert mends_of(workspace, wide) == ()
    assert with_mends(workspace, wide) is wide


def test_other_findings_keep_their_own_mends(tmp_path: Path) -> None:
    slots = slot(PLAIN[0], "  at: '22:00'\n") + slot(PLAIN[1], "  at: '22:02'\n")
    workspace = home(tmp_path, *PLAIN, slots=slots)
    finding = next(f for f in workspace.findings if f.rule == "anchors-conflict")
    assert with_mends(workspace, finding) is finding
    mend = mends_of(workspace, finding)[0]
    assert mend.edit is not None
    workspace.apply("Mend", mend.edit)
    assert not any(f.rule == "anchors-conflict" for f in workspace.findings)
