"""Published lines, opened once and kept by digest."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from casesvc.catalog.files import LineFiles
from casesvc.catalog.opening import open_line
from casesvc.journeys.line import Line

KEPT = 64  # versions; running cases of one line seldom follow more than a few


class OpenedLines:
    """Keeps the promise of `ports.Lines`; safe to share between threads.

    A published version never changes, so what was opened stays right as long as it is kept.
    """

    def __init__(self, files_of: Callable[[str], LineFiles]) -> None:
        """``files_of`` returns the files of a published version and raises KeyError for an unknown one."""
        self._files_of = files_of
        self._opened: OrderedDict[str, Line] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, digest: str) -> Line:
        """Return the line of a published version. Raise KeyError when there is none."""
        with self._lock:
            if digest in self._opened:
                self._opened.move_to_end(digest)
                return self._opened[digest]
        line = open_line(self._files_of(digest))
        with self._lock:
            self._opened[digest] = line
            while len(self._opened) > KEPT:
                self._opened.popitem(last=False)
        return line
