"""Pictures of the library's dialogs, at 120x36 and 80x24."""

import pytest

from tests.tui.conftest import MakeApp
from tests.tui.test_looks import SIZES, SnapCompare, run_keys

VIEWS = {
    "tap": "1 t",
    "energy": "1 E",
    "stars": "1 space space space asterisk",
    "cue": "1 T",
    "views": "1 v",
    "columns": "1 o",
    "sorted": "1 s down down space space down space down down down down space enter",
    "completing": "1 slash g e n r e colon down",
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_library_looks_as_it_did(
    make_app: MakeApp, snap_compare: SnapCompare, view: str, size: tuple[int, int]
) -> None:
    app = make_app()
    assert snap_compare(app, terminal_size=size, run_before=run_keys(VIEWS[view]))
