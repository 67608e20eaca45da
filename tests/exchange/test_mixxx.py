"""Mixxx itself reads a night of ours: every title, in order, from three formats."""

import wave
from pathlib import Path

import pytest

from clubplanner.exchange.formats import export
from clubplanner.music.key import Key
from clubplanner.night.context import Context
from tests.exchange.mixxx import missing_tools, understood
from tests.exchange.nights import night, track

SONGS = (
    ("# first.wav", "# first & last"),
    ("100% real.wav", '100% <real> & "true" ]]>'),
    ("per%20cent.wav", "per%20cent"),
    ("東京の夜.wav", "東京の夜"),
    ("it's 'quoted'.wav", "=1+1; it's 'quoted'"),
    ('<tag> & "more", a: b.wav', "é̂ÅßØ 🎧 مرحبا"),
    ("x" * 150 + ".wav", "long " * 40 + "end"),
)


def _silence(path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)


def test_mixxx_understands_traktor_itunes_and_m3u8_alike(tmp_path: Path) -> None:
    if missing := missing_tools():
        pytest.skip(f"not installed here: {', '.join(missing)}")
    music = tmp_path / "music"
    music.mkdir()
    tracks = []
    for number, (name, title) in enumerate(SONGS):
        _silence(music / name)
        known = {"rating": 4.0, "year": 2024, "bpm": 122.5 + number, "key": Key(9, "B")}
        path = str(music / name)
        tracks.append(track(number, path=path, title=title, length_s=1.0, **known))
    plan = night(*tracks, tracks[0])
    lists = []
    for number, name in enumerate(("traktor-nml", "itunes-xml", "m3u8")):
        made = export(plan, Context(), name)
        assert made.problems == ()
        lists.append(tmp_path / f"{number}{Path(made.files[0][0]).suffix}")
        lists[-1].write_bytes(made.files[0][1])
    found = understood(tmp_path / "home", *lists)
    order = [*range(len(SONGS)), 0]
    assert found.traktor == [
        (SONGS[n][1], f"Artist {n}", 122.5 + n, "9B", 4, str(music / SONGS[n][0]))
        for n in order
    ]
    assert found.itunes == [
        (
            SONGS[n][1],
            f"Artist {n}",
            round(122.5 + n),
            4,
            "2024",
            str(music / SONGS[n][0]),
        )
        for n in order
    ]
    assert found.files == [str(music / SONGS[n][0]) for n in order]
