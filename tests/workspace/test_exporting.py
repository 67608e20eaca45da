"""What an export is told of this computer."""

import sys
from pathlib import Path

import pytest

from clubplanner.workspace.exporting import boot_volume


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_the_boot_volume_is_the_link_to_the_root(tmp_path: Path) -> None:
    assert boot_volume(tmp_path / "nowhere") == ""
    (tmp_path / "USB").mkdir()
    (tmp_path / "Other").symlink_to(tmp_path / "USB")
    assert boot_volume(tmp_path) == ""
    (tmp_path / "Ice").symlink_to("/")
    assert boot_volume(tmp_path) == "Ice"
