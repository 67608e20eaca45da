"""An independent scorer and checker of answers to instances.

Written from ``cost-model.md`` alone; it shares no code with the package, so an error in
the one is not an error in the other.
"""

from datetime import date
from itertools import pairwise, permutations
from math import floor, log
from typing import Any

Record = dict[str, Any]

NEIGHBOURS = {
    frozenset(pair.split("-"))
    for pair in (
        "house-techno",
        "house-pop",
        "pop-indie",
        "pop-hiphop",
        "hiphop-dnb",
        "techno-dnb",
    )
}


TERMS = ("tempo", "key", "step", "genre", "cut", "energy", "affinity", "recency")


def rnd(top: int, bottom: int) -> int:
    """floor(top / bottom + 1/2), exactly."""
    return (2 * top + bottom) // (2 * bottom)


def check(instance: Record, ids: list[str]) -> Record:
    """Return bridges, cost, terms, end and the broken rules of an answer."""
    night = instance["night"]
    by_id = {t["id"]: t for t in instance["tracks"]}
    rows = [by_id[i] for i in ids]
    pins: dict[str, list[Record]] = {}
    for anchor in night["anchors"]:
        pins.setdefault(anchor["track"], []).append(anchor)
    clock = times(night, rows)
    terms = dict.fromkeys(TERMS, 0)
    bridges = 0
    for n in range(1, len(rows)):
        before, after = rows[n - 1], rows[n]
        mine, above = (held(pins, ids, clock, place) for place in (n, n - 1))
        if any(a["type"] == "after" and a["after"] == before["id"] for a in mine):
            continue
        if any(a.get("cut_in") for a in mine) or any(a.get("cut_out") for a in above):
            terms["cut"] += 500
            continue
        tempo, p, shift = tempo_term(before["bpm"], after["bpm"])
        bridges += p is not None and p > 770
        terms["tempo"] += tempo
        terms["key"] += key_term(
            before["key"], after["key"], night["keylock"], p, shift
        )
        terms["step"] += step_term(before["energy"], after["energy"])
        terms["genre"] += genre_term(before["genre"], after["genre"])
    for row, (start, play, _) in zip(rows, clock, strict=True):
        if row["id"] not in pins:
            add_slot(terms, night, row, start, play)
    end = clock[-1][0] + clock[-1][1] if clock else 0
    return {
        "bridges": bridges,
        "cost": sum(terms.values()),
        "terms": terms,
        "end": end,
        "broken": broken(night, rows, pins, clock, end),
    }


def held(pins: Record, ids: list[str], clock: list[Any], n: int) -> list[Record]:
    """Return the anchors of a slot: of a reprise, those that hold where it stands."""
    anchors: list[Record] = pins.get(ids[n], [])
    if ids.count(ids[n]) == 1:
        return anchors
    return [anchor for anchor in anchors if holds(anchor, n, ids, clock)]


def add_slot(terms: Record, night: Record, row: Record, start: int, play: int) -> None:
    """Add the terms of a free slot."""
    terms["energy"] += curve_term(night["curve"], row["energy"], start, play)
    terms["affinity"] += affinity_term(night["theme"], row, play)
    terms["recency"] += rest_term(night, row, play)


def times(night: Record, rows: list[Record]) -> list[tuple[int, int, int]]:
    found, start = [], 0
    for row in rows:
        play = play_of(night, row)
        wanted = (
            20 if not row["bpm"] else floor(night["mix_beats"] * 60 / row["bpm"] + 0.5)
        )
        overlap = min(wanted, play // 4)
        found.append((start, play, overlap))
        start += play - overlap
    return found


def play_of(night: Record, row: Record) -> int:
    """From the mix-in point to the out point, floored, at most ``max_play``."""
    out = row.get("out")
    end = row["dur"] if out is None else min(out, row["dur"])
    whole: int = floor(end - (row.get("mix_in") or 0))
    return max(0, min(whole, int(night["max_play"])))


def tempo_term(one: float | None, two: float | None) -> tuple[int, int | None, int]:
    if not one or not two:
        return 1500, None, 0
    lone, ltwo = (floor(10000 * log(bpm) + 0.5) for bpm in (one, two))
    readings = [
        (abs(ltwo - lone + k), abs(k), ltwo - lone + k) for k in (0, 6931, -6931)
    ]
    p, folded, d = min(readings)
    cost = rnd(p * p, 160) if p <= 770 else 3706 + 10 * (p - 770)
    return cost + (250 if folded else 0), p, d


def key_term(
    one: str | None, two: str | None, lock: bool, p: int | None, d: int
) -> int:
    if not one or not two:
        return 500
    (n1, l1), (n2, l2) = ((int(k[:-1]), k[-1]) for k in (one, two))
    detune = 0
    if not lock and p is not None and p <= 770:
        s = floor(-12 * d / 6931 + 0.5)
        n2 += 7 * s
        detune = floor(abs(-12000 * d / 6931 - 1000 * s) + 0.5)
    turn = (n2 - n1) % 12
    turn = turn - 12 if turn > 6 else turn
    if l1 == l2:
        table = {0: 0, 1: 100, 2: 500, 3: 1000, 4: 1100, 5: 800, 6: 1200}
        table |= {-1: 100, -2: 700, -3: 1000, -4: 1100, -5: 600}
        return table[turn] + detune
    if l1 == "B":
        turn = -turn
    table = {0: 100, -1: 250, 1: 450, 3: 600, -3: 1100, 2: 900, -2: 900}
    return table.get(turn, 1100) + detune


def step_term(one: int | None, two: int | None) -> int:
    if not one or not two:
        return 0
    x = max(0, abs(two - one) - 1)
    return (250 if two > one else 375) * x * x


def genre_term(one: str, two: str) -> int:
    if not one or not two:
        return 150
    if one == two:
        return 0
    return 150 if frozenset((one, two)) in NEIGHBOURS else 300


def target_at(curve: list[Any], t: int) -> int:
    """The energy wanted at second ``t``, in thousandths."""
    if t <= curve[0][0]:
        return int(curve[0][1])
    if t >= curve[-1][0]:
        return int(curve[-1][1])
    n = max(k for k in range(len(curve)) if curve[k][0] <= t)
    (t0, e0), (t1, e1) = curve[n], curve[n + 1]
    return int(e0 + (e1 - e0) * (t - t0) // (t1 - t0))


def curve_term(curve: list[Any], energy: int | None, start: int, play: int) -> int:
    if not curve:
        return 0
    dev = 1000 * energy - target_at(curve, start + play // 2) if energy else 1000
    return rnd(play * dev * dev, 960000)


def affinity_term(theme: Record, row: Record, play: int) -> int:
    g = theme["genres"].get(row["genre"], 0)
    t = 1000 if any(theme["tags"].get(tag) for tag in row["tags"]) else 0
    rating = max(1, floor(row["rating"] + 0.5)) if row["rating"] else 3
    a = (450 * g + 350 * (1000 * (rating - 1) // 4) + 200 * t) // 1000
    return rnd(play * (1000 - a), 240)


def weeks(night: Record, row: Record) -> int | None:
    if not row["last_played"]:
        return None
    days = date.fromisoformat(night["start"][:10]) - date.fromisoformat(
        row["last_played"]
    )
    return days.days // 7


def rest_term(night: Record, row: Record, play: int) -> int:
    since, soft = weeks(night, row), night["weeks_soft"]
    if since is None or since >= soft:
        return 0
    return int(play * (1000 * (soft - since) // soft) // 240)


def broken(
    night: Record,
    rows: list[Record],
    pins: Record,
    clock: list[Any],
    end: int,
) -> list[str]:
    found = []
    ids = [row["id"] for row in rows]
    for i in set(ids):
        places = [n for n, other in enumerate(ids) if other == i]
        kinds = [a["type"] for a in pins.get(i, [])]
        allowed = max([kinds.count(kind) for kind in set(kinds)], default=1)
        if len(places) > max(1, allowed):
            found.append(f"H1 {i}")
        for a, b in pairwise(places):
            if clock[b][0] - clock[a][0] < 45 * 60:
                found.append(f"H1 reprise {i}")
    for p in range(len(rows)):
        for q in range(p + 1, min(len(rows), p + night["artist_gap"] + 1)):
            both = ids[p] in pins and ids[q] in pins
            if (
                rows[p]["artist"]
                and rows[p]["artist"] == rows[q]["artist"]
                and not both
            ):
                found.append(f"H2 {p} {q}")
    found += unheld(pins, ids, clock)
    if abs(end - night["length_s"]) > night["tol_end"]:
        found.append("H4")
    for row in rows:
        since = weeks(night, row)
        if row["id"] in pins:
            continue
        if not row["bpm"] or (since is not None and since < night["weeks_hard"]):
            found.append(f"H5 {row['id']}")
    return found


def unheld(pins: Record, ids: list[str], clock: list[Any]) -> list[str]:
    """Return the anchors no slot holds; two of a kind need two slots."""
    found = []
    for i, anchors in pins.items():
        places = [n for n, other in enumerate(ids) if other == i]
        for kind in sorted({anchor["type"] for anchor in anchors}):
            alike = [anchor for anchor in anchors if anchor["type"] == kind]
            if not any(
                all(holds(a, n, ids, clock) for a, n in zip(alike, chosen, strict=True))
                for chosen in permutations(places, len(alike))
            ):
                found.append(f"H3 {i} {kind}")
    return found


def holds(anchor: Record, n: int, ids: list[str], clock: list[Any]) -> bool:
    start, play, _ = clock[n]
    match anchor["type"]:
        case "at":
            return bool(abs(start - anchor["at"]) <= anchor.get("tol", 30))
        case "end_at":
            return bool(abs(start + play - anchor["at"]) <= anchor.get("tol", 30))
        case "position":
            place = anchor["pos"]
            return bool(n == (place - 1 if place > 0 else len(ids) + place))
        case "first":
            return n == 0
        case "last":
            return n == len(ids) - 1
        case "after":
            return n > 0 and bool(ids[n - 1] == anchor["after"])
    return True


def scored(instance: Record, ids: list[str]) -> Record:
    """Return what ``cost-examples.json`` keeps of an answer, row by row."""
    night = instance["night"]
    found = check(instance, ids)
    by_id = {t["id"]: t for t in instance["tracks"]}
    pinned = {a["track"]: a for a in night["anchors"]}
    rows, bridges = [], []
    clock = times(night, [by_id[i] for i in ids])
    for n, i in enumerate(ids):
        start, play, _ = clock[n]
        row: Record = {"pos": n + 1, "id": i, "start": start, "play": play}
        if n:
            row["in"] = _link(night, by_id[ids[n - 1]], by_id[i], pinned)
            if row["in"]["kind"] == "bridge":
                bridges.append({"pos": n + 1})
        if i not in pinned:
            track = by_id[i]
            row["node"] = {
                "energy": curve_term(night["curve"], track["energy"], start, play),
                "affinity": affinity_term(night["theme"], track, play),
                "recency": rest_term(night, track, play),
            }
        rows.append(row)
    return {
        "feasible": not found["broken"],
        "bridges": bridges,
        "n_bridges": found["bridges"],
        "cost": found["cost"],
        "end": found["end"],
        "terms": found["terms"],
        "rows": rows,
    }


def _link(
    night: Record,
    before: Record,
    after: Record,
    pinned: Record,
) -> Record:
    mine, above = pinned.get(after["id"], {}), pinned.get(before["id"], {})
    if mine.get("type") == "after" and mine["after"] == before["id"]:
        return {"kind": "pinned", "total": 0}
    if mine.get("cut_in") or above.get("cut_out"):
        return {"kind": "cut", "total": 500}
    tempo, p, d = tempo_term(before["bpm"], after["bpm"])
    parts = {
        "tempo": tempo,
        "key": key_term(before["key"], after["key"], night["keylock"], p, d),
        "step": step_term(before["energy"], after["energy"]),
        "genre": genre_term(before["genre"], after["genre"]),
    }
    kind = "bridge" if p is not None and p > 770 else "mix"
    direct = 0
    if before["bpm"] and after["bpm"]:
        direct = round(10000 * log(after["bpm"])) - round(10000 * log(before["bpm"]))
    folded = p is not None and abs(direct) > p + 1
    return {"kind": kind, "total": sum(parts.values()), "folded": folded, **parts}
