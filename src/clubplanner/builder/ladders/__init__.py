"""The parts of a ladder: the cheapest ``walk`` over tracks, and its ``steps`` in full.

The door is ``builder.ladder``. ``walk`` finds the way from one song to another over an
array of transitions; ``steps`` tells each transition of it as the DJ would: tempo,
pitch, key, cost by term. Only ``walk`` has numpy at its top, so only what runs imports
it.
"""
