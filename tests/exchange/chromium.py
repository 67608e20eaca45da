"""A browser as the independent reader of pages, where there is one."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)


def printed_pages(html: str, folder: Path) -> int:
    """Print a page to PDF and count the sheets of paper."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(html, "utf-8")
    _run(folder, f"--print-to-pdf={target}", source.as_uri())
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", target.read_bytes()))


def widths(html: str, folder: Path, width: int) -> tuple[int, int]:
    """Return how wide a window of ``width`` is, and how wide what it shows."""
    told = (
        "const page = document.querySelector('iframe');"
        "page.onload = () => { const root = page.contentDocument.documentElement;"
        "document.title = root.clientWidth + ' ' + root.scrollWidth; };"
    )
    framed = html.replace("&", "&amp;").replace('"', "&quot;")
    outer = folder / "outer.html"
    outer.write_text(
        f'<meta charset="utf-8"><title></title><iframe width="{width}" height="800" '
        f'style="border:0" srcdoc="{framed}"></iframe><script>{told}</script>',
        "utf-8",
    )
    shown = _run(folder, "--dump-dom", outer.as_uri())
    found = re.search(r"<title>(\d+) (\d+)</title>", shown)
    assert found, shown[:300]
    return int(found[1]), int(found[2])


def _run(folder: Path, *arguments: str) -> str:
    command = [str(BROWSER), *_FLAGS, f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode("utf-8", "replace")
