import os
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.workspace.music_folder import completed, count_audio, music_folder


def test_audio_is_counted_in_the_folder_and_below(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("one.mp3", "deep/two.FLAC", "deep/cover.jpg", ".hidden.mp3"):
        (tmp_path / name).touch()
    assert count_audio(tmp_path, lambda: False) == 2
    assert count_audio(tmp_path, lambda: True) == 0


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_closed_folder_is_named_as_such(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    try:
        with pytest.raises(ClubplannerError, match="may not be read"):
            count_audio(tmp_path, lambda: False)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("text", "why"), [("", "write"), ("no", "no such"), ("a.txt", "a file")]
)
def test_what_is_no_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").touch()
    with pytest.raises(ClubplannerError, match=why):
        music_folder(text)


def test_a_folder_s_name_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("Music", "Movies", ".cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "Mu.txt").touch()
    assert completed(f"~{os.sep}Mu") == f"~{os.sep}Music"
    assert completed(f"{tmp_path}{os.sep}") == f"{tmp_path}{os.sep}Movies"
    assert completed(f"~{os.sep}.c") == f"~{os.sep}.cache"
    assert completed(f"~{os.sep}x") is None
    assert completed("") is None
