import json
from pathlib import Path
from typing import Any

import pytest

from clubplanner.cli import exits
from tests.builder.instances import make_instance
from tests.cli.making import Cli, one_sentence


def test_an_instance_is_answered_on_stdout(bare_cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(make_instance(3, 200, hours=1, anchors=1)), "utf-8")
    said = bare_cli("build", "--instance", path, "--json", "--seconds", "1")
    assert said.code == exits.OK
    answer = json.loads(said.out)
    assert answer["answer"]
    assert not bare_cli.home.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1]",
        b"{}",
        b"null",
        b'{"night": 3, "tracks": []}',
        b'{"night": {}, "tracks": [3]}',
        b'{"night": {"start": "x"}, "tracks": [{"id": null}]}',
        b"[" * 100_000,
    ],
)
def test_an_instance_that_is_none_is_one_sentence(
    bare_cli: Cli, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "instance.json"
    path.write_bytes(content)
    said = bare_cli("build", "--instance", path)
    assert (said.code, said.out) == (exits.UNREADABLE, "")
    one_sentence(said)


def test_an_instance_without_an_answer_ends_in_1(bare_cli: Cli, tmp_path: Path) -> None:
    instance: dict[str, Any] = make_instance(3, 200, hours=1, anchors=0)
    instance["tracks"] = instance["tracks"][:2]
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(instance), "utf-8")
    said = bare_cli("build", "--instance", path, "--seconds", "0.2")
    assert said.code == exits.FINDINGS
    assert json.loads(said.out)["answer"] is None
