"""Where things live: the DJ's data, the cache, the state, the nights.

Data the DJ made (own words, settings, nights) and the cache (the library index, which
may be deleted any time) are kept apart, as the system's conventions have it.
``CLUBPLANNER_HOME`` moves all of it into one folder; ``CLUBPLANNER_SETS`` moves the
nights alone.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clubplanner.errors import ClubplannerError


@dataclass(frozen=True, slots=True)
class Paths:
    """Every file and folder of ours.

    Attributes:
        config: folder of the settings.
        data: folder of what the DJ made: own words, theme packs, practice.
        cache: folder of the library index.
        state: folder of journals and kept previous versions.
        sets: folder of the nights, ``residency.yaml`` and play logs.
    """

    config: Path
    data: Path
    cache: Path
    state: Path
    sets: Path

    @classmethod
    def under(cls, home: Path, sets: Path | None = None) -> "Paths":
        """Return paths that all lie under one folder."""
        return cls(
            config=home / "config",
            data=home / "data",
            cache=home / "cache",
            state=home / "state",
            sets=sets or home / "sets",
        )

    @property
    def settings_file(self) -> Path:
        """The settings of the program."""
        return self.config / "config.yaml"

    @property
    def words_file(self) -> Path:
        """The DJ's own words about tracks."""
        return self.data / "words.yaml"

    @property
    def collections_file(self) -> Path:
        """What was imported from other programs' collections."""
        return self.data / "collections.sqlite3"

    @property
    def themes_folder(self) -> Path:
        """The DJ's own theme packs."""
        return self.data / "themes"

    @property
    def practice_folder(self) -> Path:
        """What ``clubplanner demo`` makes."""
        return self.data / "practice"

    @property
    def index_file(self) -> Path:
        """The library index, a cache."""
        return self.cache / "library-v2.sqlite3"

    @property
    def logs_cache_file(self) -> Path:
        """What the play logs of this sets folder hold, a cache."""
        return self.cache / f"play-logs-{self._sets_place:08x}.json"

    @property
    def heads_cache_file(self) -> Path:
        """What the nights and play logs of this sets folder are, a cache."""
        return self.cache / f"heads-{self._sets_place:08x}.json"

    @property
    def briefs_cache_file(self) -> Path:
        """What a list says of the plans of this sets folder, a cache."""
        return self.cache / f"plans-{self._sets_place:08x}.json"

    @property
    def _sets_place(self) -> int:
        place = str(self.sets.absolute()).encode("utf-8", "surrogateescape")
        return zlib.crc32(place)

    @property
    def journal_folder(self) -> Path:
        """One journal per night that has unsaved edits."""
        return self.state / "journal"

    @property
    def backups_folder(self) -> Path:
        """Previous versions of saved files."""
        return self.state / "backups"

    @property
    def log_file(self) -> Path:
        """Where an unexpected error leaves its traceback."""
        return self.state / "clubplanner.log"


def find_paths(environ: Mapping[str, str], working_folder: Path) -> Paths:
    """Return the paths in force.

    The nights lie in ``CLUBPLANNER_SETS``, else under ``CLUBPLANNER_HOME``, else in
    ``sets`` of the working folder when that holds a residency, else in the DJ's
    documents.

    Args:
        environ: the environment variables.
        working_folder: the folder the program was started in.

    Raises:
        ClubplannerError: a variable names the home folder of nobody.
    """
    sets = _named_folder(environ, "CLUBPLANNER_SETS", working_folder)
    home = _named_folder(environ, "CLUBPLANNER_HOME", working_folder)
    if home is not None:
        return Paths.under(home, sets)
    if sets is None and (working_folder / "sets" / "residency.yaml").is_file():
        sets = working_folder / "sets"
    # platformdirs takes 29 ms to import and is needed only without CLUBPLANNER_HOME.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("clubplanner", appauthor=False)
    return Paths(
        config=dirs.user_config_path,
        data=dirs.user_data_path,
        cache=dirs.user_cache_path,
        state=dirs.user_state_path,
        sets=sets or dirs.user_documents_path / "clubplanner" / "sets",
    )


def _named_folder(
    environ: Mapping[str, str], variable: str, working_folder: Path
) -> Path | None:
    named = environ.get(variable)
    if not named:
        return None
    try:
        return working_folder / Path(named).expanduser()
    except RuntimeError as error:
        raise ClubplannerError(
            "there is no such home folder", where=f"{variable}={named}"
        ) from error
