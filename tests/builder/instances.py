"""A seeded generator of libraries and nights like those of real residencies.

Tempi cluster by genre, keys are uneven and mostly minor, artists follow Zipf's law,
five in a hundred values are missing, some tracks were played in the last weeks. An
instance is shaped like an entry of ``cost-examples.json``.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

Record = dict[str, Any]

GENRES = {
    "house": (124.0, 2.5, 6, 0.28),
    "techno": (132.0, 4.0, 7, 0.18),
    "pop": (116.0, 8.0, 6, 0.2),
    "indie": (112.0, 14.0, 5, 0.12),
    "hiphop": (92.0, 6.0, 5, 0.14),
    "dnb": (174.0, 1.5, 8, 0.08),
}
"""Centre and spread of the tempo, usual energy, share of the library."""

KEYS = [f"{number}{letter}" for number in range(1, 13) for letter in "AB"]
WORDS = ("dark", "vocal", "disco", "00s", "80s", "afro", "deep", "latin", "score")
NIGHT = date(2026, 3, 7)


def make_instance(
    seed: int, tracks: int, hours: float = 5, anchors: int = 5, missing: float = 0.05
) -> Record:
    """Return one instance.

    Args:
        seed: of everything.
        tracks: size of the library.
        hours: length of the night.
        anchors: how many pins; every third or so floats, a few are chains.
        missing: share of keys, energies and BPMs that are unknown.
    """
    rng = Random(seed)
    library = [_track(rng, n, tracks, missing) for n in range(tracks)]
    length = int(hours * 3600)
    night = {
        "start": f"{NIGHT.isoformat()}T22:00:00",
        "length_s": length,
        "theme": _theme(rng),
        "curve": _curve(rng, length),
        "anchors": _anchors(rng, library, length, anchors),
        "max_play": rng.choice([240, 300, 360]),
        "mix_beats": rng.choice([32, 64]),
        "keylock": rng.random() < 0.8,
        "artist_gap": rng.randint(4, 10),
        "weeks_hard": rng.randint(2, 4),
        "weeks_soft": 8,
        "tol_end": rng.choice([180, 240, 300]),
    }
    return {"name": f"{tracks} tracks, seed {seed}", "tracks": library, "night": night}


def _track(rng: Random, number: int, size: int, missing: float) -> Record:
    shares = [genre[3] for genre in GENRES.values()]
    genre = rng.choices(list(GENRES), shares)[0]
    centre, spread, energy, _ = GENRES[genre]
    bpm = max(60.0, rng.gauss(centre, spread))
    artists = max(3, size // 4)
    rank = int(artists ** rng.random())
    played = rng.random()
    weeks = rng.randint(0, 12) if played < 0.25 else rng.randint(9, 80)
    last = NIGHT - timedelta(days=7 * weeks) if played < 0.6 else None
    return {
        "id": f"t{number:05d}",
        "artist": f"a{rank:05d}",
        "title": f"Title {number}",
        "bpm": _lost(rng, missing, round(bpm, 2) if rng.random() < 0.5 else round(bpm)),
        "key": _lost(rng, missing, _key(rng)),
        "energy": _lost(rng, missing, min(10, max(1, round(rng.gauss(energy, 1.6))))),
        "dur": int(min(560, max(120, rng.gauss(235, 50)))),
        "genre": genre,
        "tags": rng.sample(WORDS, rng.choice([0, 0, 1, 1, 2, 3])),
        "rating": rng.choices([1, 2, 3, 4, 5], [1, 2, 5, 4, 2])[0],
        "last_played": last.isoformat() if last else None,
    }


def _lost(rng: Random, share: float, value: object) -> object:
    return None if rng.random() < share else value


def _key(rng: Random) -> str:
    weights = [
        (3 if key.endswith("A") else 1) * (1 + n % 5) for n, key in enumerate(KEYS)
    ]
    return rng.choices(KEYS, weights)[0]


def _theme(rng: Random) -> Record:
    names = rng.sample(list(GENRES), len(GENRES))
    weights = [1000, 750, 550, 350, 250, 150]
    tags = rng.sample(WORDS, rng.randint(1, 3))
    return {
        "genres": dict(zip(names, weights, strict=True)),
        "tags": dict.fromkeys(tags, 1000),
    }


def _curve(rng: Random, length: int) -> list[list[int]]:
    peak = rng.choice([0.5, 0.7, 0.85])
    return [
        [0, rng.choice([4000, 4500, 5500])],
        [int(length * peak), rng.choice([7500, 8500])],
        [length, rng.choice([5500, 7000, 8000])],
    ]


def _anchors(
    rng: Random, library: list[Record], length: int, count: int
) -> list[Record]:
    chosen = rng.sample(library, min(count, len(library)))
    found: list[Record] = []
    slots = max(1, count)
    for turn, track in enumerate(chosen):
        base = {
            "cut_in": rng.random() < 0.2,
            "cut_out": rng.random() < 0.2,
            "track": track["id"],
        }
        at = int(length * (turn + 0.3 + 0.5 * rng.random()) / slots) // 60 * 60
        roll = rng.random()
        if turn == 0 and roll < 0.5:
            found.append({"type": "position", "pos": 1, **base})
        elif roll < 0.2:
            found.append({"type": "played", **base})
        elif roll < 0.35 and found:
            lead = found[-1]["track"]
            found.append({"type": "after", "after": lead, **base})
        elif roll < 0.45:
            found.append({"type": "end_at", "at": at, "tol": 60, **base})
        else:
            window = rng.choice([30, 60, 90, 120, 180])
            found.append({"type": "at", "at": at, "tol": window, **base})
    return found
