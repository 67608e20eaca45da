import subprocess
import sys


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_way_into_the_app_does_not_import_textual() -> None:
    modules = loaded_after("import clubplanner.tui.app")
    assert not {"textual", "rich"} & modules


def test_the_app_imports_no_numpy_and_no_tag_reader_before_it_must() -> None:
    modules = loaded_after("import clubplanner.tui.program")
    assert "textual" in modules
    assert not {"numpy", "mutagen", "soundfile"} & modules


def test_the_first_paint_waits_for_no_room_of_the_work() -> None:
    modules = loaded_after("import clubplanner.tui.program")
    rooms = {name.split(".")[1] for name in modules if name.startswith("clubplanner.")}
    assert not {"night", "theme", "library", "residency", "exchange"} & rooms
    assert "yaml" not in modules
