"""Copy what casesvc serves and prints with out of node_modules; run after `npm ci`."""

# ruff: noqa: T201 - a script talks to who runs it

import argparse
import filecmp
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = "casesvc/web/static/vendor"
FONTS = "casesvc/documents/fonts"

BPMN_JS = ("bpmn-js", f"{STATIC}/bpmn-js")
HTMX = ("htmx.org", f"{STATIC}/htmx")
SERIF_SC = ("@expo-google-fonts/noto-serif-sc", FONTS)
SERIF_JP = ("@expo-google-fonts/noto-serif-jp", FONTS)

# (package, target folder), file in the package, file below the target.
# Document fonts are tried in the order of their names, so each begins with a number.
COPIES = (
    (BPMN_JS, "LICENSE", "LICENSE"),
    (BPMN_JS, "dist/bpmn-navigated-viewer.production.min.js", "bpmn-navigated-viewer.production.min.js"),
    (BPMN_JS, "dist/assets/bpmn-js.css", "assets/bpmn-js.css"),
    (BPMN_JS, "dist/assets/diagram-js.css", "assets/diagram-js.css"),
    (BPMN_JS, "dist/assets/bpmn-font/css/bpmn.css", "assets/bpmn-font/css/bpmn.css"),
    (BPMN_JS, "dist/assets/bpmn-font/font/bpmn.eot", "assets/bpmn-font/font/bpmn.eot"),
    (BPMN_JS, "dist/assets/bpmn-font/font/bpmn.svg", "assets/bpmn-font/font/bpmn.svg"),
    (BPMN_JS, "dist/assets/bpmn-font/font/bpmn.ttf", "assets/bpmn-font/font/bpmn.ttf"),
    (BPMN_JS, "dist/assets/bpmn-font/font/bpmn.woff", "assets/bpmn-font/font/bpmn.woff"),
    (BPMN_JS, "dist/assets/bpmn-font/font/bpmn.woff2", "assets/bpmn-font/font/bpmn.woff2"),
    (HTMX, "LICENSE", "LICENSE"),
    (HTMX, "dist/htmx.min.js", "htmx.min.js"),
    (SERIF_SC, "400Regular/NotoSerifSC_400Regular.ttf", "10-NotoSerifSC-Regular.ttf"),
    (SERIF_SC, "700Bold/NotoSerifSC_700Bold.ttf", "10-NotoSerifSC-Bold.ttf"),
    (SERIF_SC, "LICENSE_FONT", "10-NotoSerifSC-LICENSE"),
    (SERIF_JP, "400Regular/NotoSerifJP_400Regular.ttf", "20-NotoSerifJP-Regular.ttf"),
    (SERIF_JP, "LICENSE_FONT", "20-NotoSerifJP-LICENSE"),
)


def main(arguments: list[str] | None = None) -> int:
    """Copy every file that is missing or differs; 1 when a package lacks one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in")
    options = parser.parse_args(arguments)
    pairs = [
        (options.root / "node_modules" / package / source, options.root / folder / target)
        for (package, folder), source, target in COPIES
    ]
    missing = [source for source, _ in pairs if not source.is_file()]
    for source in missing:
        print(f"missing: {source.relative_to(options.root)} (run `npm ci` first)", file=sys.stderr)
    if missing:
        return 1
    copied = sum(copy(source, target) for source, target in pairs)
    print(f"{len(pairs)} files in {STATIC} and {FONTS}: {copied} copied, {len(pairs) - copied} already there")
    return 0


def copy(source: Path, target: Path) -> bool:
    """Whether the file had to be copied."""
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return True


if __name__ == "__main__":
    sys.exit(main())
