"""Cuts the text of a cell into tokens; a known name may hold spaces and signs, and the longest one wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casesvc.diagrams.decisions.cells.syntax import Scope
from casesvc.diagrams.tokens import ExpressionRefused

MAX_LENGTH = 2000
MAX_TOKENS = 500

KEYWORDS = frozenset(
    re.findall(r"\w+", "if then else and or between in for return some every satisfies instance true false null")
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a cell; ``kind`` is text, number, at, name or word, and ``end`` closes the list.

    ``word`` is the text of a sign or keyword and empty for the rest, so that a quoted "or" is not taken for one.
    """

    kind: str
    text: str
    word: str = ""


_SIMPLE = re.compile(r"[^\W\d]\w*")
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<at>@"[^"\\]*")
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?!\w))
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>\*\*|\.\.|<=|>=|!=|[=<>+\-*/()\[\]{},.:?])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r'\\(["\\/nrt\']|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6})')
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_FULL_WIDTH = "（），“”‘’：；【】＜＞＝"


def one_space(name: str) -> str:
    """Return a name as it is compared: without surrounding blanks, with single ones inside."""
    return " ".join(name.split())


def tokens_of(text: str, scope: Scope, functions: frozenset[str], parameters: frozenset[str]) -> tuple[Token, ...]:
    """Return the tokens with ``end`` behind them; raise ExpressionRefused at the first character that starts none.

    ``functions`` and ``parameters`` are the built-in ones with spaces in their names.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionRefused("too-long", f"单元格最多 {MAX_LENGTH} 个字符，现在 {len(text)} 个，请拆开写")
    tokens: list[Token] = []
    for token in _cut(text, scope, functions, parameters):
        tokens.append(token)
        if len(tokens) > MAX_TOKENS:
            raise ExpressionRefused("too-complex", "单元格太复杂，请拆成几行或几个决策")
    return (*tokens, Token("end", ""))


def _cut(text: str, scope: Scope, functions: frozenset[str], parameters: frozenset[str]) -> Iterator[Token]:
    values, members = _patterns(scope, functions, parameters)
    position, brackets, before = _SPACE.match(text, 0).end(), 0, ""  # type: ignore[union-attr]
    while position < len(text):
        spaced = (members if before == "." or brackets else values).match(text, position)
        match = spaced or _TOKEN.match(text, position)
        if match is None:
            raise ExpressionRefused("not-allowed", _cannot_start(text[position:]))
        token = Token("name", one_space(match.group())) if spaced else _token(match, before)
        yield token
        brackets += (token.word == "[") - (token.word == "]")
        before = token.word
        position = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]


def _token(match: re.Match[str], before: str) -> Token:
    kind, text = str(match.lastgroup), match.group()
    if kind == "text":
        return Token("text", _unescape(text[1:-1]))
    if kind == "at":
        return Token("at", text[2:-1])
    if kind == "name" and text in KEYWORDS and before != ".":
        return Token("word", text, text)
    return Token("word", text, text) if kind == "sign" else Token(kind, text)


def _unescape(text: str) -> str:
    # Two escapes may be the halves of one character; half a character alone could not be stored.
    return _ESCAPE.sub(_unescaped, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    if code[0] in "uU" and len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number <= 0x10FFFF else match.group()
    return _ESCAPED.get(code, code)


def _cannot_start(rest: str) -> str:
    if rest[0] in _FULL_WIDTH:
        return f"“{rest[:12]}”用了中文标点，请改成英文标点"
    if rest[0] == '"':
        return f"从 {rest[:12]} 开始的文字缺少结尾的引号"
    return f"从“{rest[:12]}”开始的写法不能使用，请对照决策表的写法说明修改"


@lru_cache(maxsize=512)
def _patterns(
    scope: Scope, functions: frozenset[str], parameters: frozenset[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds names that are values, and what finds members besides."""
    values = frozenset(filter(_is_spaced, scope.names | scope.functions))
    members = values | frozenset(filter(_is_spaced, scope.members))
    return _spaced(values, functions, parameters), _spaced(members, functions, parameters)


@lru_cache(maxsize=512)
def _spaced(names: frozenset[str], functions: frozenset[str], parameters: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the longest name that is more than one simple word; built-in ones only where they are used."""
    patterns = [(name, _pattern(name)) for name in names]
    patterns += [(name, _pattern(name) + r"(?=\s*\()") for name in functions]
    patterns += [(name, _pattern(name) + r"(?=\s*:)") for name in parameters]
    patterns.sort(key=lambda pair: (-len(pair[0]), pair))
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in patterns) or r"(?!)")


def _is_spaced(name: str) -> bool:
    # A name that begins with a sign or a digit would take operators and numbers away from every cell.
    return bool(_SIMPLE.match(name)) and not _SIMPLE.fullmatch(name)


def _pattern(name: str) -> str:
    # A number that begins with the characters of a name must not be cut in two, nor a longer word.
    boundary = r"(?!\w)" if name[-1].isalnum() or name[-1] == "_" else ""
    return r"\s+".join(re.escape(word) for word in name.split()) + boundary
