"""Reads theme packs: those shipped with the program and a DJ's own.

A pack is one YAML file; every fault names file and line and nothing stops at the first.
"""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from clubplanner.files import yaml
from clubplanner.files.fields import Fields
from clubplanner.files.problem import Problem, did_you_mean
from clubplanner.music.text import clean, clean_lines, fold
from clubplanner.theme.cue_fields import CUE_KEYS, read_cue
from clubplanner.theme.model import Cue, Episode, Mention, Motif, SourceText, Theme

Loaded = tuple[Theme, tuple[Problem, ...]]


def shipped_packs() -> tuple[str, ...]:
    """Return the ids of the packs that come with the program, sorted."""
    folder = resources.files("clubplanner.theme").joinpath("packs")
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(_id_of(name) for name in names if name.endswith(".yaml")))


def load_shipped(theme_id: str) -> Loaded:
    """Return a pack that comes with the program; see ``shipped_packs``.

    An unknown id gives an empty theme and one problem.
    """
    if theme_id not in shipped_packs():
        known = f"write one of {', '.join(shipped_packs())} or a pack of your own"
        hint = did_you_mean(theme_id, shipped_packs()) or known
        problem = Problem(theme_id[:80], "no theme of this name is known", hint)
        return Theme(theme_id, theme_id), (problem,)
    name = f"{theme_id.replace('-', '_')}.yaml"
    data = resources.files("clubplanner.theme").joinpath("packs", name).read_bytes()
    return read_pack(data, name)


def load_theme(theme_id: str, folder: Path | None = None) -> Loaded:
    """Return the DJ's own pack ``<folder>/<theme_id>.yaml``, else the shipped one."""
    for stem in dict.fromkeys((theme_id, theme_id.replace("-", "_"))):
        path = folder / f"{stem}.yaml" if folder else None
        if path and path.parent == folder and _is_file(path):
            return load_pack(path)
    return load_shipped(theme_id)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A name too long for the disk is the name of no file.
        return False


def load_pack(path: Path) -> Loaded:
    """Return the pack at ``path``."""
    document, problems = yaml.read(path)
    return _theme(document, problems, str(path), path.stem)


def read_pack(data: bytes | str, name: str) -> Loaded:
    """Return the pack whose file content is ``data``; problems call it ``name``."""
    document, problems = yaml.parse(data, name)
    return _theme(document, problems, name, _id_of(name))


def _id_of(name: str) -> str:
    return Path(name).stem.replace("_", "-")


def _theme(
    document: yaml.Document, found: tuple[Problem, ...], name: str, fallback_id: str
) -> Loaded:
    problems = list(found)
    if not document.is_whole:
        return Theme(fallback_id, fallback_id), found
    fields = Fields(document.root, name, problems)
    fields.text("clubplanner")
    theme_id = fields.text("id") or fallback_id
    genres, tags = _weights(fields.mapping("weights"))
    cues = list(_cues(fields))
    theme = Theme(
        id=theme_id,
        name=clean(fields.text("name")) or theme_id,
        about=clean_lines(fields.text("about")),
        motifs=tuple(map(_motif, fields.mappings("motifs"))),
        episodes=tuple(map(_episode, fields.mappings("episodes"))),
        incomplete=tuple(map(_mention, fields.mappings("incomplete"))),
        club_extras=tuple(map(_mention, fields.mappings("club_extras"))),
        sources=tuple(map(_source, fields.mappings("sources"))),
        cues=tuple(cue for cue, _ in cues),
        genres=genres,
        tags=tags,
    )
    fields.left_over()
    problems.extend(_dangling(theme, cues))
    return theme, tuple(problems)


def _cues(fields: Fields) -> Iterator[tuple[Cue, Fields]]:
    """Yield the cues that can be used, each id once, with their fields."""
    seen: set[str] = set()
    for entry in fields.mappings("cues"):
        cue = read_cue(entry)
        if cue is None:
            continue
        if cue.id in seen:
            entry.complain("id", f"two cues are called '{cue.id}'", "rename one")
            continue
        seen.add(cue.id)
        yield cue, entry


def _weights(
    fields: Fields | None,
) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Return genre weights in thousandths and folded tags."""
    if fields is None:
        return (), ()
    genres = fields.mapping("genres")
    weights = []
    for genre in genres.names() if genres else ():
        weight = genres.whole(genre, 0, 1000) if genres else None
        if weight is not None:
            weights.append((genre, weight))
    tags = tuple(fold(clean(tag)) for tag in fields.texts("tags"))
    fields.left_over()
    return tuple(weights), tags


def _motif(fields: Fields) -> Motif:
    motif = Motif(
        fields.required("id"),
        clean(fields.text("name")),
        clean(fields.text("note")),
        fields.texts("sources"),
    )
    fields.left_over()
    return motif


def _episode(fields: Fields) -> Episode:
    aired = fields.day("aired")
    episode = Episode(
        fields.whole("number", 0, 999) or 0,
        clean(fields.text("title")),
        aired.isoformat() if aired else "",
        fields.texts("sources"),
    )
    fields.left_over()
    return episode


def _mention(fields: Fields) -> Mention:
    mention = Mention(
        clean(fields.required("artist")),
        clean(fields.text("title")),
        clean(fields.text("note")),
        fields.texts("sources"),
    )
    fields.left_over()
    return mention


def _source(fields: Fields) -> SourceText:
    source = SourceText(
        fields.required("key"), clean(fields.text("url")), clean(fields.text("note"))
    )
    fields.left_over()
    return source


def _dangling(theme: Theme, cues: list[tuple[Cue, Fields]]) -> Iterator[Problem]:
    """Yield names that lead nowhere: cues, motifs and sources that do not exist."""
    ids = {cue.id for cue in theme.cues}
    motifs = {motif.id for motif in theme.motifs}
    sources = {source.key for source in theme.sources}
    for cue, entry in cues:
        named = [
            *((relation.to, "relations", ids) for relation in cue.relations),
            *((motif, "motifs", motifs) for motif in cue.motifs),
            *((key, "sources", sources) for _, keys in cue.sources for key in keys),
            *((field, "sources", CUE_KEYS | {"all"}) for field, _ in cue.sources),
        ]
        for word, key, known in named:
            if word and word not in known:
                msg = f"'{word}' under {key} of '{cue.id}' does not exist"
                yield Problem(entry.where(key), msg, did_you_mean(word, known))
