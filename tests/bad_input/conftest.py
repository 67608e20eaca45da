from tests.cli.fixtures import bare_cli, cli, music, scanned_home

__all__ = ["bare_cli", "cli", "music", "scanned_home"]
