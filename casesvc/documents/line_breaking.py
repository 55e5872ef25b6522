"""Chinese line breaking: where a line may end, and how text fills lines.

Rules: closing punctuation never begins a line and opening punctuation never ends one (CLREQ 3.1.3), and words, numbers
and dates are not taken apart unless they are wider than the whole line.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FORCED_BREAK = "\u2028"
TICK = "\ufffc"  # stands in the text where a box is drawn
SPACES = " \u3000"
BALANCING_STEP = 2
NEVER_FIRST = frozenset("，。、；：？！·…—～％‰℃°′″’”）〕］｝〉》」』】〗〞,.;:?!%)]}/-–\u00a0")
NEVER_LAST = frozenset(TICK + "‘“（〔［｛〈《「『【〖〝￥＄£#$([{\u00a0")
# 2026年11月20日, 2010.09, 13800000000, 50%, the parts of 阿卜杜拉·买买提江: what is read in one go stays on one line.
IN_ONE_GO = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
    r"|[^\W\u2e80-\U0010ffff]+(?:[.,:/@+&'-][^\W\u2e80-\U0010ffff]+)*[%％‰℃年月日岁届期号页项条人元件次级类个]?"
    r"|[\u3400-\u9fff]{1,8}(?=·)|(?<=·)[\u3400-\u9fff]{1,8}"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it will be drawn.

    `heavy` thickens a font that has no bold weight, `held` forbids a line break before it, and `tick` draws a box
    instead, ticked or empty.
    """

    character: str
    font: str
    width: float
    heavy: bool = False
    underlined: bool = False
    held: bool = False
    tick: bool | None = None


Line = list[Glyph]


def break_lines(glyphs: Sequence[Glyph], width: float, indent: float = 0) -> list[Line]:
    """Fill lines no wider than `width` (the first is shorter by `indent`), at least one."""
    lines: list[Line] = [[]]
    room = width - indent
    for cluster in _clusters(glyphs):
        if cluster[0].character == FORCED_BREAK:
            lines.append([])
            room = width
            continue
        for part in _fitting(cluster, width):
            needed = width_of_line(_without_end_spaces(part))
            if needed > room and lines[-1]:
                lines.append([])
                room = width
            if lines[-1] or part[0].character != " ":
                lines[-1].extend(part)
                room -= width_of_line(part)
    return [_without_end_spaces(line) for line in lines]


def balanced(glyphs: Sequence[Glyph], width: float, indent: float = 0) -> list[Line]:
    """As few lines as `break_lines` needs, none much longer than the others: a label does not end in one character."""
    lines = best = break_lines(glyphs, width, indent)
    while len(best) > 1 and len(lines) == len(best) and width > BALANCING_STEP:
        best = lines
        width -= BALANCING_STEP
        lines = break_lines(glyphs, width, indent)
    return best


def width_of_line(line: Sequence[Glyph]) -> float:
    """Sum of the advances."""
    return sum(glyph.width for glyph in line)


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Runs of glyphs between which a line may be broken."""
    glued = _glued_positions("".join(glyph.character for glyph in glyphs))
    glued.update(place for place, glyph in enumerate(glyphs) if glyph.held)
    cluster: Line = []
    for position, glyph in enumerate(glyphs):
        if cluster and position not in glued:
            yield cluster
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield cluster


def _glued_positions(text: str) -> set[int]:
    """Positions before which no line may be broken."""
    glued = {place for match in IN_ONE_GO.finditer(text) for place in range(match.start() + 1, match.end())}
    for place in range(1, len(text)):
        if FORCED_BREAK in text[place - 1 : place + 1]:
            glued.discard(place)
        elif _inseparable(text[place - 1], text[place]):
            glued.add(place)
    return glued


def _inseparable(before: str, after: str) -> bool:
    if before in SPACES:
        return False
    return (
        after in NEVER_FIRST or after in SPACES or before in NEVER_LAST or unicodedata.category(after).startswith("M")
    )


def _fitting(cluster: Line, width: float) -> Iterator[Line]:
    """The cluster, or parts of it where it alone is wider than a line."""
    part: Line = []
    for glyph in cluster:
        if part and width_of_line(part) + glyph.width > width and glyph.character not in SPACES:
            yield part
            part = []
        part.append(glyph)
    yield part


def _without_end_spaces(line: Line) -> Line:
    end = len(line)
    while end and line[end - 1].character in SPACES:
        end -= 1
    return line[:end]
