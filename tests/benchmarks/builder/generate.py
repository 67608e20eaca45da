"""Seeded libraries and nights to measure builders with.

``generate`` yields one object shaped like an entry of ``cost-examples.json``, with its
``tracks`` and ``night``. The library is a DJ of mixed nights: tempi cluster by
genre, keys are uneven, artists follow Zipf's law, five in a hundred of each value are
missing, some tracks were played in the last weeks, a third have a mix-in or an out
point. The anchors are read off a hidden night that was walked through the library, so a
legal plan exists; the walk is crude, a builder finds much better.

    python -m tests.benchmarks.builder.generate --tracks 10000 --hours 5 --anchors 5 \
        --seed 1 OUT.json
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from json import dumps
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.builder.walk import HiddenNight

Record = dict[str, Any]

NIGHT = date(2026, 5, 16)


@dataclass(frozen=True)
class Style:
    """A genre: tempo clusters (centre, spread, share), usual energy, keys in minor."""

    clusters: tuple[tuple[float, float, float], ...]
    energy: float
    minor: float
    share: float


STYLES = {
    "house": Style(((122, 1.6, 0.5), (125.5, 1.4, 0.5)), 6.2, 0.7, 0.27),
    "techno": Style(((130, 2.0, 0.7), (138, 2.5, 0.3)), 7.4, 0.85, 0.18),
    "pop": Style(((118, 5.0, 0.6), (100, 5.0, 0.2), (128, 2.0, 0.2)), 6.0, 0.5, 0.22),
    "indie": Style(((112, 7.0, 0.5), (140, 9.0, 0.5)), 5.2, 0.4, 0.12),
    "hiphop": Style(((92, 4.0, 0.7), (145, 5.0, 0.3)), 5.4, 0.75, 0.13),
    "dnb": Style(((174, 0.9, 1.0),), 8.1, 0.8, 0.08),
}
THEMES = (
    (("house", 1000), ("pop", 800), ("techno", 500), ("indie", 300), ("dnb", 100)),
    (("pop", 1000), ("house", 750), ("hiphop", 600), ("indie", 500), ("techno", 150)),
    (("techno", 1000), ("house", 700), ("dnb", 550), ("indie", 100)),
    (("indie", 1000), ("pop", 850), ("house", 550), ("hiphop", 350), ("techno", 200)),
    (("hiphop", 1000), ("pop", 700), ("dnb", 450), ("house", 400)),
)
TAGS = ("afro", "bootleg", "dark", "deep", "disco", "score", "vocal", "00s", "80s")
MINOR = (9, 6, 5, 12, 8, 6, 7, 16, 9, 6, 10, 5)
MAJOR = (4, 5, 3, 4, 5, 3, 8, 12, 6, 5, 4, 3)
"""How often each Camelot number is met, in parts; 8A and 8B are A minor and C major."""


def generate(
    seed: int, tracks: int = 1000, hours: float = 5, anchors: int = 5
) -> Record:
    """Return one instance.

    Args:
        seed: of everything.
        tracks: size of the library, 200 to 50,000 (fewer for tests).
        hours: length of the night.
        anchors: how many anchors it gets, as far as they fit.
    """
    return walked(seed, tracks, hours, anchors)[0]


def walked(
    seed: int, tracks: int, hours: float, anchors: int
) -> tuple[Record, list[str]]:
    """Return an instance and the ids of the hidden night its anchors come from."""
    rng = Random(f"{seed}/{tracks}/{hours:g}/{anchors}")
    library = _library(rng, tracks)
    night = _night(rng, round(hours * 60) * 60)
    hidden = HiddenNight(rng, library, night)
    night["anchors"] = hidden.anchors(anchors)
    name = f"{tracks} tracks, {hours:g} h, {anchors} anchors, seed {seed}"
    return {"name": name, "tracks": library, "night": night}, hidden.ids


def _library(rng: Random, size: int) -> list[Record]:
    genres = list(STYLES)
    shares = [style.share for style in STYLES.values()]
    homes: dict[int, str] = {}
    names = max(5, size // 3)
    weights = [1 / (rank + 3) for rank in range(names)]
    ranks = rng.choices(range(names), weights, k=size)
    library = []
    for number, rank in enumerate(ranks):
        home = homes.setdefault(rank, rng.choices(genres, shares)[0])
        genre = home if rng.random() < 0.8 else rng.choices(genres, shares)[0]
        library.append(_track(rng, number, f"artist {rank:05d}", genre))
    return library


def _track(rng: Random, number: int, artist: str, genre: str) -> Record:
    style = STYLES[genre]
    centre, spread, _ = rng.choices(style.clusters, [c[2] for c in style.clusters])[0]
    bpm = min(190.0, max(60.0, rng.gauss(centre, spread)))
    minor = rng.random() < style.minor
    wheel = rng.choices(range(1, 13), MINOR if minor else MAJOR)[0]
    dur = int(min(640, max(95, rng.gauss(290 if genre == "techno" else 235, 55))))
    track = {
        "id": f"b{number:05d}",
        "artist": artist,
        "title": f"Song {number}",
        "bpm": _kept(rng, float(round(bpm)) if rng.random() < 0.6 else round(bpm, 2)),
        "key": _kept(rng, f"{wheel}{'A' if minor else 'B'}"),
        "energy": _kept(rng, min(10, max(1, round(rng.gauss(style.energy, 1.5))))),
        "dur": dur,
        "genre": _kept(rng, genre) or "",
        "tags": sorted(rng.sample(TAGS, rng.choices((0, 1, 2, 3), (4, 4, 2, 1))[0])),
        "rating": _kept(rng, rng.choices((1, 2, 3, 4, 5), (3, 10, 40, 32, 15))[0]),
        "last_played": _played(rng),
    }
    if rng.random() < 0.3:
        track["mix_in"] = rng.randint(0, dur // 6)
    if rng.random() < 0.3:
        track["out"] = dur - rng.randint(0, dur // 6)
    return track


def _kept(rng: Random, value: object) -> object:
    return None if rng.random() < 0.05 else value


def _played(rng: Random) -> str | None:
    roll = rng.random()
    if roll < 0.55:
        return None
    days = rng.randint(5, 70) if roll < 0.7 else rng.randint(70, 700)
    return (NIGHT - timedelta(days=days)).isoformat()


def _night(rng: Random, length: int) -> Record:
    return {
        "start": f"{NIGHT.isoformat()}T{rng.choice((21, 22, 23))}:00:00",
        "length_s": length,
        "theme": {
            "genres": dict(rng.choice(THEMES)),
            "tags": dict.fromkeys(sorted(rng.sample(TAGS, rng.randint(1, 3))), 1000),
        },
        "curve": _curve(rng, length),
        "anchors": [],
        "max_play": rng.choice((240, 300, 360)),
        "mix_beats": rng.choice((32, 64, 64)),
        "keylock": rng.random() < 0.85,
        "artist_gap": rng.choice((4, 6, 6, 8)),
        "weeks_hard": 2,
        "weeks_soft": 8,
        "tol_end": rng.choice((120, 240, 240)),
    }


def _curve(rng: Random, length: int) -> list[list[int]]:
    low, high = rng.choice((4000, 4500, 5000)), rng.choice((7500, 8000, 8500))
    last = rng.choice((5500, 6500, 7500))
    shapes = (
        ((0, low), (1, high)),
        ((0, low), (0.65, high), (1, last)),
        ((0, low), (0.35, 6500), (0.7, high), (0.85, high), (1, last)),
        ((0, low), (0.4, 7500), (0.5, 6000), (0.8, high), (1, last)),
    )
    return [[round(part * length), level] for part, level in rng.choice(shapes)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one instance to a file."""
    parser = ArgumentParser(description="Make a library and a night to build.")
    parser.add_argument("--tracks", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=5)
    parser.add_argument("--anchors", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    made = generate(given.seed, given.tracks, given.hours, given.anchors)
    given.out.write_text(dumps(made))


if __name__ == "__main__":
    main()
