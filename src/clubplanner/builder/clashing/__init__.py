"""Why no plan can hold: proofs, the smallest set of rules that clash, tried mends.

The door is ``builder.why``; nothing here imports numpy before a trial build runs. In
the order to read them: ``case`` is what is judged, a night under rules; ``supply`` is
what the library has to fill it with. ``shortfall`` and ``misplaced`` prove that a case
is impossible. ``clash`` cuts the rules down to the smallest set that clashes
(``quickxplain``) and tries the mends of ``case_mends``. Small builds (``relaxed``) tell
whether a mend builds, and which rule it is where nothing is proved.
"""
