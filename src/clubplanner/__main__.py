"""``python -m clubplanner``: the command line."""

import sys

from clubplanner.cli.main import main

sys.exit(main())
