"""Fills a night around its anchors: build, fill, suggest, explain, ladder.

The doors stand in this folder: ``build`` (a whole night), ``alternatives`` (others
nearly as good; ``differences`` says how they differ), ``fill`` (a gap, or the end),
``why`` (what keeps a night from being built), ``replan`` (the rest of a running night),
``suggest`` (ranked tracks for one place), ``explain`` (what came second and why),
``ladder`` (a walk of tempo across a bridge) and ``instance`` (a build as JSON). What
several of them use stands beside them: ``costs``, the cost model as arrays with
``night.cost`` as its only source, and ``stock``, a library kept as such arrays. What is
behind a door has a folder, whose page says in which order to read it:

- ``searching``: the search of ``build``, ``fill`` and ``instance``;
- ``clashing``: the proofs and mends of ``why``;
- ``replanning``: the remedies of ``replan``;
- ``suggesting``: one place beside the whole library, for ``suggest`` and ``explain``;
- ``ladders``: the walk and the steps of ``ladder``.

No door imports numpy before it is called. ``costs`` and most modules behind the doors
have it at their top, and only a call of a door imports those.

How a night is built: ``night.chains`` turns the anchored slots into chains, pieces that
stand together, with a window of start times and perhaps a place. ``night.conflicts``
names those that no plan can hold; where the library stands in the way, ``why`` tells
the smallest set of rules that clash (``clashing``) and the mends that were tried.
``costs`` makes the arrays, and ``searching`` finds the plan: a bound on what the rest
of the night costs, a beam that is led by it, then parts of the plan taken out and
filled again.

What is asked of a plan, or of one place in it, needs no search: ``suggest`` sets the
whole library beside the place; ``explain`` finds the runner-up of a slot by what the
whole night would cost with it, and ``alternatives`` builds again without the tracks
whose runners-up are nearly as good.

A plan's value is its bridges first and its cost second. The budget counts steps of the
search, so the same input, seed and steps give the same plan on every machine; the clock
is only a cap, and a build that it cut short says so.
"""
