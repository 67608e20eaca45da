"""The parts of a re-plan: what happened, what lies ahead, and the remedies between.

The door is ``builder.replan``, which plans the rest of a night while it is played and
keeps all it can. In the order to read them: ``history`` puts what happened into the
plan, ``goals`` are the pinned times ahead and the end, and ``remedies`` meets one after
the other, each on its own ``leg`` of the night: by other tracks (``detours``, a beam
over the ``ground`` of that stretch), then by plays and tempo (``pacing``). ``faults``
are the broken rules it must not add to; ``changes`` says in words what became of the
plan. ``ground`` and ``detours`` have numpy at their top, so ``remedies`` is imported by
a running re-plan only.
"""
