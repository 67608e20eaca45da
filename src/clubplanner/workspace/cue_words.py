"""Which tracks are cues of a theme, as words to search for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clubplanner.theme.matching import CueMatch


def cue_words(
    matches: "Sequence[CueMatch]", answers: Mapping[tuple[str, str], bool]
) -> dict[str, str]:
    """Return, per path of a track that is a cue, the ids and titles of its cues.

    Args:
        matches: the cues with the tracks they matched.
        answers: what the DJ said, by cue id and path; of every yes the track is one.
    """
    titles = {match.cue.id: match.cue.title for match in matches}
    found = [(match.track.path, match.cue.id) for match in matches if match.track]
    found += [(path, cue) for (cue, path), is_yes in answers.items() if is_yes]
    words: dict[str, list[str]] = defaultdict(list)
    for path, cue in dict.fromkeys(found):
        if cue in titles:
            words[path] += dict.fromkeys((cue, titles[cue]))
    return {path: "\n".join(of_track) for path, of_track in words.items()}
