"""The search for a night, or for a stretch of one: from songs and chains to a plan.

The door is ``builder.build``, which makes a ``task`` and hands it to ``search``. All
but ``budget`` have numpy at their top, so only what runs imports them. In the order to
read them:

1. ``pool`` picks the few hundred songs of a large library that can matter to a night,
   or to a plan of it, and ``pools`` makes the tasks with them; ``task`` numbers songs
   and pieces as nodes of one matrix of transitions; ``frames`` says what one run is
   asked: the whole night, or a stretch of a plan.
2. ``relax`` runs backwards through the night and tells, for every song at every moment,
   what the rest costs at least when songs may come back. That is how a plan sees an
   anchor an hour ahead: the walk of tempo towards "Inferno" begins in time.
3. ``beam`` runs forwards, slot by slot, over exact seconds. Of the plans with equally
   many slots it keeps the best (``labels``), few per last song, by cost so far plus
   that bound; it holds H1, H2 and every anchor on the way. What it hands back is legal.
   Where a pin fixes how many slots are to come, plans of several numbers are kept, and
   ``totals`` steers them.
4. ``moves`` judges whole plans exactly, many at a time, and ``descent`` goes down from
   a plan by exchange, swap, moved runs, reversal, insertion and removal.
5. ``repair`` takes some slots out of a plan, anywhere in the night, and fills them
   again in a millisecond; the number of slots stays.
6. ``search`` finds a first plan with 2 and 3, chooses the songs anew around it and
   around the better one they give (the songs that would stand well in a plan make a
   better one), looks at the whole night some times more, solves each segment between
   two pinned times again with all of the pool, and spends the rest of its steps on
   ``ways`` from a plan to one near it: a part is taken out and filled again, by
   ``repair`` where the number of slots may stay, by ``beam`` where it may not (large
   neighbourhood search, Shaw 1998); then ``descent`` takes it from there. A plan a
   little dearer than the best may be gone on from, less and less so. ``budget`` counts
   the steps.
"""
