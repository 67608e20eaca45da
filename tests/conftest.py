"""What all tests share: how hypothesis looks for examples.

The suite takes the same examples on every machine, so that a red run is a fault of the
change and not of the dice. ``HYPOTHESIS_PROFILE=explore`` looks for new ones.
"""

import os

from hypothesis import HealthCheck, settings

# A busy machine is slow at making examples; that says nothing about the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _PATIENT, derandomize=True, database=None)
settings.register_profile("explore", _PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
