"""``clubplanner season`` and the recap of a night, over real files."""

from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli, one_sentence
from tests.exchange.pages import Page

LOG = """\
clubplanner: 1
name: Test Night
date: {day}
venue: {venue}
public: {public}
stars: 4
note: full house
plays:
- at: '22:00'
  title: Tune 1
  artist: Artist 1
  played: '4:00'
- at: '22:04'
  title: Stranger
  artist: Nobody
  played: '4:00'
  stars: 5
- at: '22:08'
  title: Tune {n}
  artist: Artist {n}
  played: '4:00'
"""


@pytest.fixture
def played(cli: Cli) -> Cli:
    cli.write_night(RESIDENCY, "residency.yaml")
    folder = cli.sets / "played"
    folder.mkdir(exist_ok=True)
    for n, day in enumerate(("2026-02-14", "2026-02-21", "2026-02-28"), 2):
        text = LOG.format(day=day, venue="The Cellar", public="true", n=n)
        (folder / f"{day}-test-night.yaml").write_text(text, "utf-8")
    text = LOG.format(day="2026-02-27", venue="The Cellar", public="false", n=9)
    (folder / "2026-02-27-practice.yaml").write_text(text, "utf-8")
    text = LOG.format(day="2026-02-20", venue="Elsewhere", public="true", n=8)
    (folder / "2026-02-20-elsewhere.yaml").write_text(text, "utf-8")
    return cli


def test_a_season_is_one_page_of_the_public_nights_of_the_room(
    played: Cli, tmp_path: Path
) -> None:
    said = played("season", "-o", tmp_path / "page.html")
    assert (said.code, said.err) == (exits.OK, "")
    assert said.out == f"Wrote {tmp_path / 'page.html'}: 3 nights\n"
    page = Page((tmp_path / "page.html").read_text("utf-8"))
    text = " ".join(page.texts)
    assert "14 Feb 2026 to 28 Feb 2026" in text
    assert "9 tracks played 5 different tracks 56 %" in " ".join(text.split())
    assert "Tune 9" not in text
    assert "Tune 8" not in text
    assert text.count("4 of 5") == 3
    assert text.count("full house") == 3
    assert "1 track played is not in the library" in text
    refused = played("season", "-o", tmp_path / "page.html")
    one_sentence(refused, "there already and was left alone")
    assert played("season", "-o", tmp_path / "page.html", "--replace").code == 0


def test_days_and_venue_choose_the_nights(played: Cli) -> None:
    two = Page(played.fine("season", "--from", "2026-02-20", "-o", "-"))
    assert "21 Feb 2026 to 28 Feb 2026" in " ".join(two.texts)
    # Tune 1 was heard a week before the season: it is not new.
    assert "6 tracks played 4 different tracks 33 %" in " ".join(
        " ".join(two.texts).split()
    )
    other = Page(played.fine("season", "--venue", "elsewhere", "-o", "-"))
    assert "20 Feb 2026" in " ".join(other.texts)
    every = Page(played.fine("season", "--venue", "", "-o", "-"))
    assert "All venues" in " ".join(every.texts)
    none = played("season", "--to", "2020-01-01", "-o", "-")
    assert "No night of this time has a public play log." in none.out
    wrong = played("season", "--from", "2026-03-01", "--to", "2026-02-01")
    assert wrong.code == exits.USAGE
    assert played("season", "--venue", "Nowhere").code == exits.NOT_FOUND


def test_a_recap_is_what_was_played(played: Cli) -> None:
    played.fine("new")
    played.fine("build", NIGHT, "--seconds", "0.3")
    refused = played("export", NIGHT, "--to", "recap", "-o", "-")
    one_sentence(refused, "there is no play log of this night")
    log = LOG.format(day=NIGHT, venue="The Cellar", public="true", n=5)
    (played.sets / "played" / NIGHT_FILE).write_text(log, "utf-8")
    lines = played.fine("export", NIGHT, "--to", "recap", "-o", "-").splitlines()
    assert lines[0].endswith("The Cellar, 14 Mar 2026")
    assert [line.split("[")[0].strip() for line in lines[2:]] == [
        "0:00 Artist 1 - Tune 1",
        "4:00 Nobody - Stranger",
        "8:00 Artist 5 - Tune 5",
    ]
    log = "\n".join(line for line in log.splitlines() if "- at" not in line)
    log = log.replace("  title", "- title")
    (played.sets / "played" / NIGHT_FILE).write_text(log, "utf-8")
    said = played("export", NIGHT, "--to", "recap", "-o", "-")
    assert "2. Nobody - Stranger" in said.out
    assert "! the play log has no times: the tracks are numbered" in said.err
