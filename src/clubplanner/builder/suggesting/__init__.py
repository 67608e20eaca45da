"""One place of a night beside the whole library; no search is needed for it.

The doors are ``builder.suggest`` and ``builder.explain``. In the order to read them:
``place`` is the open place and the pinned time ahead of it; ``neighbours`` sets every
track of the library beside the slots of a place; ``reach`` is ``searching.relax`` cut
down to the stretch before one pin, so that a suggestion sees that pin coming too;
``words`` is the reason in one sentence. ``neighbours`` and ``reach`` have numpy at
their top, so only a running question imports them.
"""
