"""What the builder can do for the open night: build, fill, suggest, explain, ladder.

Long work (``build``, ``alternatives``, ``fill``) reads the night as it was when it
began and changes nothing; ``take`` makes its result the night, as one edit. The builder
is imported where it is used: numpy takes 190 ms, and nothing else needs it.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.workspace.filling import fill_free, rebuild_stretch

if TYPE_CHECKING:
    from clubplanner.builder.alternatives import Offer
    from clubplanner.builder.build import Built, Progress
    from clubplanner.builder.explain import Reason
    from clubplanner.builder.ladder import Ladder
    from clubplanner.builder.stock import Stock
    from clubplanner.builder.suggest import Suggestion
    from clubplanner.workspace.workspace import Workspace


class Planner:
    """The builder at the service of a workspace.

    Args:
        workspace: the open night, the library and what the room has heard.
    """

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._built_from: tuple[object, int] | None = None
        self._latest: Built | None = None
        self._taken: tuple[object, int] | None = None
        self._stocked: tuple[Night, Context, Stock] | None = None

    def build(
        self,
        *,
        seed: int = 0,
        seconds: float | None = None,
        progress: "Callable[[Progress], None] | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Built":
        """Fill the night around its anchors; the result is for ``take``.

        Args:
            seed, progress, cancelled: as the builder takes them.
            seconds: given to the search, None for the usual; up to three times as long
                while there is no plan.
        """
        from clubplanner.builder.build import LONGEST_S, build, steps_in

        self._latest = build(
            self._base(),
            self._workspace.tracks,
            self._workspace.context,
            seed=seed,
            seconds=LONGEST_S if seconds is None else seconds,
            steps=steps_in(seconds),
            progress=progress,
            cancelled=cancelled,
        )
        return self._latest

    def alternatives(
        self,
        *,
        count: int = 3,
        seed: int = 0,
        seconds: float | None = None,
        progress: "Callable[[Progress], None] | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Offer":
        """Build the night and other plans nearly as good, each of them for ``take``.

        A night that is as it was just built is not built once more.

        Args:
            count: plans wanted, the best one included.
            seed, progress, cancelled: as in ``build``.
            seconds: given to the search of each build, as in ``build``.
        """
        from clubplanner.builder.alternatives import alternatives
        from clubplanner.builder.build import LONGEST_S, steps_in

        is_built = self._taken is not None and self._taken == self._workspace.version
        return alternatives(
            self._base(),
            self._workspace.tracks,
            self._workspace.context,
            count=count,
            best=self._latest if is_built else None,
            seed=seed,
            seconds=LONGEST_S if seconds is None else seconds,
            steps=steps_in(seconds),
            progress=progress,
            cancelled=cancelled,
        )

    def fill(self, *, cancelled: Callable[[], bool] | None = None) -> "Built":
        """Put tracks into gaps and the time left, all else kept; for ``take``."""
        work = self._workspace
        return fill_free(self._base(), work.tracks, work.context, cancelled=cancelled)

    def rebuild(
        self,
        slot_ids: Collection[int],
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> "Built":
        """Put other tracks in place of a stretch, all else kept; for ``take``.

        Raises:
            ClubplannerError: the slots are no stretch, one of them is pinned, or all
                of them are locked.
        """
        work = self._workspace
        return rebuild_stretch(
            self._base(), slot_ids, work.tracks, work.context, cancelled=cancelled
        )

    def take(self, built: "Built") -> Night:
        """Make what was built the night, as one edit.

        Raises:
            ClubplannerError: nothing could be built (says why), or the night was
                edited in the meantime.
        """
        plan = built.night
        if plan is None:
            raise ClubplannerError(built.why)
        if self._built_from != self._workspace.version:
            raise ClubplannerError(
                "the night was edited while it was built, so the result was left out",
                hint="build again",
            )
        night = self._workspace.apply("Fill the night", lambda _: plan)
        if built is self._latest:
            self._taken = self._workspace.version
        return night

    def suggest(
        self,
        index: int,
        *,
        replace: bool,
        limit: int = 20,
        among: Collection[str] | None = None,
        unrested: bool = False,
        night: Night | None = None,
    ) -> "tuple[Suggestion, ...]":
        """Return the best tracks for one place of the night, with reasons.

        Args:
            index: the slot to replace, or the place a new one is put in at.
            replace: whether the slot at ``index`` gives way.
            limit: how many are wanted.
            among: paths of the tracks wanted, None for all.
            unrested: whether what was played too few weeks ago is wanted as well.
            night: the plan; None for the open night as it is now.
        """
        from clubplanner.builder.suggest import suggest

        night, context = night or self._workspace.opened, self._workspace.context
        return suggest(
            night,
            index,
            self.stock(night),
            context,
            replace=replace,
            limit=limit,
            among=among,
            unrested=unrested,
        )

    def left_out(
        self,
        index: int,
        *,
        replace: bool,
        among: Collection[str] | None = None,
        night: Night | None = None,
    ) -> str:
        """Return how many tracks the rules keep away from a place, as ``suggest``."""
        from clubplanner.builder.suggesting.left_out import left_out

        night, context = night or self._workspace.opened, self._workspace.context
        stock = self.stock(night)
        return left_out(night, index, stock, context, replace=replace, among=among).text

    def explain(self, places: Sequence[int] | None = None) -> "tuple[Reason, ...]":
        """Return why slots of the night hold what they hold; of all without places.

        Args:
            places: of the slots wanted, from 0.

        Raises:
            IndexError: there is no such place.
        """
        from clubplanner.builder.explain import explain

        night, context = self._workspace.opened, self._workspace.context
        return explain(night, self.stock(night), context, places)

    def ladder(
        self,
        outgoing: Track | float,
        incoming: Track | float,
        *,
        least: int = 0,
        most: int | None = None,
        without: Collection[str] = (),
        is_one_of_many: bool = False,
    ) -> "Ladder | None":
        """Return the cheapest walk of tempo between two tracks or tempi (BPM).

        Args:
            outgoing, incoming: the two ends.
            least: fewest tracks.
            most: longest walk in tracks; None for the builder's own limit.
            without: paths of tracks that may not be used.
            is_one_of_many: look at fewer tracks, ten times as quick.
        """
        from clubplanner.builder.ladder import (
            MOST_TRACKS,
            QUICK_POOL,
            WIDEST_POOL,
            ladder,
        )

        work = self._workspace
        night, context = work.night, work.context
        return ladder(
            outgoing,
            incoming,
            work.tracks if night is None else self.stock(night),
            context if night is None else context.for_night(night),
            least=least,
            most=MOST_TRACKS if most is None else most,
            without=without,
            pool=QUICK_POOL if is_one_of_many else WIDEST_POOL,
        )

    def _base(self) -> Night:
        """Return the night to build from; ``take`` then knows if it was edited.

        Raises:
            ClubplannerError: the file pins a slot in words that cannot be read.
        """
        self._workspace.check_pins()
        self._built_from = self._workspace.version
        return self._workspace.opened

    def stock(self, night: Night) -> "Stock":
        """Return the library as arrays, kept while curve, rules and library stay."""
        from clubplanner.builder.stock import make_stock

        context = self._workspace.context
        if self._stocked is not None:
            known, known_context, stock = self._stocked
            same = known.curve == night.curve and known_context is context
            if same and context.for_night(known) == context.for_night(night):
                return stock
        stock = make_stock(night, self._workspace.tracks, context)
        self._stocked = night, context, stock
        return stock
