"""House rules as ``rules:`` of a residency holds them: the settings of planning.

Every field of ``night.rules.Rules`` has its key here, except the three that stand on
top of the file and that a night may set for itself: ``max_play``, ``overlap`` and
``artist_gap``.
"""

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from clubplanner.files.fields import Fields
from clubplanner.files.values import parse_yes
from clubplanner.music.tempo import PITCH_RANGES
from clubplanner.night.rules import KeyWeights, Rules

_LIMIT = 100_000
_WEEKS = ("weeks_hard", "weeks_soft", "artist_weeks")
_SECONDS = {
    "tol_end": "tol_end_s",
    "tolerance": "tolerance_s",
    "unknown_overlap": "unknown_overlap_s",
    "reprise_gap": "reprise_s",
}
_WEIGHTS = (
    *("tempo_beyond", "tempo_fold", "tempo_unknown"),
    *("step_up", "step_down", "genre_near", "genre_far", "genre_unknown"),
    *("cut", "pair_repeated", "neighbours_again", "new_missing"),
)
_SCALES = {
    "tempo_scale": (1, _LIMIT),
    "curve_scale": (10_000, 1_000_000_000),
    "affinity_scale": (1, _LIMIT),
    "rest_scale": (1, _LIMIT),
}
"""Divisors: least and most. A smaller ``curve_scale`` would leave 32 bits."""

_PARTS = ("affinity_genre", "affinity_stars", "affinity_tags")


def read_rules(fields: Fields | None, rules: Rules) -> Rules:
    """Return ``rules`` with what the file sets in place of them.

    Lengths of time are written as such (``tol_end: '4:00'``), weights as whole numbers
    of the cost model's units, the pitch range in percent. What cannot be used is said
    with its line and leaves the value as it was.
    """
    if fields is None:
        return rules
    pitch_range = fields.number("pitch_range", 0.5, 50)
    if pitch_range is not None and pitch_range not in PITCH_RANGES:
        usual = ", ".join(str(percent) for percent in PITCH_RANGES)
        fields.notice("pitch_range", f"players mostly have one of {usual} percent")
    found: dict[str, Any] = {
        "pitch_range": pitch_range,
        "key_lock": fields.parsed("key_lock", parse_yes),
        "pair_stars": _pair_stars(fields),
        "neighbours": _neighbours(fields),
    }
    for key in _WEEKS:
        found[key] = fields.whole(key, 0, 520)
    found["new_share"] = fields.whole("new_share", 0, 100)
    found["overlap_limit"] = fields.whole("overlap_limit", 0, 100)
    found["overlap_weeks"] = fields.whole("overlap_weeks", 1, 520)
    for key, name in _SECONDS.items():
        seconds = fields.duration(key)
        found[name] = None if seconds is None else round(seconds)
    for key in _WEIGHTS:
        found[key] = fields.whole(key, 0, _LIMIT)
    for key, (least, most) in _SCALES.items():
        found[key] = fields.whole(key, least, most)
    found |= _affinity_parts(fields, rules)
    found["key"] = _key_weights(fields.mapping("key"), rules.key)
    fields.left_over()
    return replace(rules, **{k: v for k, v in found.items() if v is not None})


def _key_weights(fields: Fields | None, weights: KeyWeights) -> KeyWeights:
    if fields is None:
        return weights
    names = [weight.name for weight in fields_of(weights)]
    found = {name: fields.whole(name, 0, _LIMIT) for name in names}
    fields.left_over()
    return replace(weights, **{k: v for k, v in found.items() if v is not None})


def _affinity_parts(fields: Fields, rules: Rules) -> dict[str, int | None]:
    """Return the parts of affinity: thousandths of one whole, so not more of them."""
    found = {key: fields.whole(key, 0, 1000) for key in _PARTS}
    parts = [
        getattr(rules, key) if value is None else value for key, value in found.items()
    ]
    if sum(parts) <= 1000:
        return found
    key = next(key for key, value in found.items() if value is not None)
    msg = f"{', '.join(_PARTS[:2])} and {_PARTS[2]} add up to {sum(parts)}"
    fields.complain(key, msg, "write parts of 1000, all three of them")
    return {}


def _pair_stars(fields: Fields) -> tuple[int, ...] | None:
    """Return what one to five stars add, None if the file does not say."""
    texts = fields.texts("pair_stars")
    if not texts:
        return None
    try:
        found = tuple(int(text) for text in texts)
    except ValueError:
        found = ()
    if len(found) != 5:
        msg = "pair_stars takes five whole numbers, for one to five stars"
        fields.complain("pair_stars", msg, "write [900, 300, 0, -150, -300]")
        return None
    return found


def _neighbours(fields: Fields) -> frozenset[frozenset[str]] | None:
    """Return pairs of genre families that mix well, None if the file does not say."""
    if not fields.has("neighbours"):
        return None
    pairs = [frozenset(text.split()) for text in fields.texts("neighbours")]
    if any(len(pair) != 2 for pair in pairs):
        msg = "each of the neighbours names two genres"
        fields.complain("neighbours", msg, "write ['house techno', 'pop indie']")
        return None
    return frozenset(pairs)
