"""Fills a night around its anchors: build, fill, suggest, explain, ladder.

The doors are ``build`` (a whole night), ``alternatives`` (others nearly as good),
``fill`` (a gap, or the end), ``replan`` (the rest of a running night), ``suggest``
(ranked tracks for one place), ``explain`` (what came second and why), ``ladder`` (a
walk of tempo across a bridge) and ``instance`` (a build as JSON). None of them imports
numpy before it is called; the modules behind them do, and only the doors import
those.

How a night is built, and where to look:

1. ``night.chains`` turns the anchored slots into chains: pieces that stand together,
   with a window of start times and perhaps a place. ``night.conflicts`` names those
   that no plan can hold; where the library stands in the way, ``why`` tells the
   smallest set of rules that clash (``clash``, by the proofs of ``shortfall``) and
   the mends that were tried.
2. ``costs`` makes the cost model into arrays, with ``night.cost`` as its only source;
   ``pool`` picks the few hundred songs of a large library that can matter; ``task``
   numbers songs and pieces as nodes of one matrix of transitions.
3. ``relax`` runs backwards through the night and tells, for every song at every moment,
   what the rest costs at least when songs may come back. That is how a plan sees an
   anchor an hour ahead: the walk of tempo towards "Inferno" begins in time.
4. ``beam`` runs forwards, slot by slot, over exact seconds. Of the plans with equally
   many slots it keeps the best, few per last song, by cost so far plus that bound; it
   holds H1, H2 and every anchor on the way. What it hands back is legal.
5. ``moves`` judges whole plans exactly, many at a time, and descends by exchange, swap,
   moved runs, reversal, insertion and removal.
6. ``repair`` takes some slots out of a plan, anywhere in the night, and fills them
   again in a millisecond; the number of slots stays.
7. ``search`` looks at the whole night a few times with 3 and 4, solves each segment
   between two pinned times again with more songs, and spends the rest of its steps on
   ``ways`` from a plan to one near it: a part is taken out and filled again, by
   ``repair`` where the number of slots may stay, by ``beam`` where it may not (large
   neighbourhood search, Shaw 1998). A plan a little dearer than the best may be gone on
   from, less and less so.

What is asked of a plan, or of one place in it, needs no search. ``stock`` keeps the
library as arrays; ``neighbours`` sets every track of it beside the slots of a place;
``reach`` is 3 cut down to the stretch before one pin, so that ``suggest`` sees that pin
coming too. ``explain`` finds the runner-up of a slot by what the whole night would cost
with it, and ``alternatives`` builds again without the tracks whose runners-up are
nearly as good.

A plan's value is its bridges first and its cost second. The budget counts steps of the
search, so the same input, seed and steps give the same plan on every machine; the clock
is only a cap, and a build that it cut short says so.

While the night is played, ``replan`` plans its rest anew and keeps all it can:
``history`` puts what happened into the plan, ``goals`` are the pinned times ahead and
the end, and ``remedies`` meets one after the other, each on its own ``leg`` of the
night: by other tracks (``detours``, a beam over the ``ground`` of that stretch), then
by plays and tempo (``pacing``). ``changes`` says in words what became of the plan.
"""
