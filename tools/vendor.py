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

# target folder, package, where in the package the files are, files (their paths below the target are kept)
COPIES = (
    (f"{STATIC}/bpmn-js", "bpmn-js", "", ("LICENSE",)),
    (
        f"{STATIC}/bpmn-js",
        "bpmn-js",
        "dist",
        (
            "bpmn-navigated-viewer.production.min.js",
            "assets/bpmn-js.css",
            "assets/diagram-js.css",
            "assets/bpmn-font/css/bpmn.css",
            "assets/bpmn-font/font/bpmn.eot",
            "assets/bpmn-font/font/bpmn.svg",
            "assets/bpmn-font/font/bpmn.ttf",
            "assets/bpmn-font/font/bpmn.woff",
            "assets/bpmn-font/font/bpmn.woff2",
        ),
    ),
    (f"{STATIC}/htmx", "htmx.org", "", ("LICENSE",)),
    (f"{STATIC}/htmx", "htmx.org", "dist", ("htmx.min.js",)),
    (FONTS, "@expo-google-fonts/noto-serif-sc", "400Regular", ("NotoSerifSC_400Regular.ttf",)),
    (FONTS, "@expo-google-fonts/noto-serif-sc", "700Bold", ("NotoSerifSC_700Bold.ttf",)),
    (FONTS, "@expo-google-fonts/noto-serif-sc", "", ("LICENSE_FONT",)),
)


def main(arguments: list[str] | None = None) -> int:
    """Copy every file that is missing or differs; 1 when a package lacks one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in")
    options = parser.parse_args(arguments)
    pairs = [
        (options.root / "node_modules" / package / folder / name, options.root / target / name)
        for target, package, folder, names in COPIES
        for name in names
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
