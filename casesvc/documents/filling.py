"""Fills a document template: text in, markup out, with the template's line of every line of the markup."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from casesvc.documents.blank import Blank
from casesvc.documents.line_breaking import FORCED_BREAK
from casesvc.documents.refusal import DocumentRefused
from casesvc.documents.template_language import LONGEST_TEMPLATE, trespasses

MOST_TURNS = 20_000
LONGEST_MARKUP = 4_000_000
CHINA_TIME = timezone(timedelta(hours=8))
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_MARK = re.compile("\x00(\\d+)\x01")


@dataclass(frozen=True)
class Filled:
    """Markup, and for each of its lines the line of the template it came from."""

    markup: str
    lines: tuple[int, ...]

    def template_line(self, line: int) -> int:
        """The template's line (from 1) behind a line of the markup."""
        return self.lines[min(line, len(self.lines)) - 1]


class Turns:
    """How many turns the loops of one document may still take."""

    def __init__(self) -> None:
        self.left = MOST_TURNS

    def count(self, items: Iterable[Any]) -> Iterator[Any]:
        """The items, until there are too many."""
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise DocumentRefused(f"循环超过 {MOST_TURNS} 次")
            yield item


class DocumentEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with nothing to call; a name after a dot is an entry of a mapping before it is anything else."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_written)
        self.globals.clear()
        self.filters = {
            "date": chinese_date,
            "default": lambda value, other: other if isinstance(value, Undefined) or value in (None, "") else value,
            "join": lambda values, between: between.join(str(value) for value in values),
            "length": len,
            "_bounded": pass_context(_bounded),
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.items` is the entry `items` of the row, never the method."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def parse(template: str) -> nodes.Template:
    """The template's tree, marked with lines and with its loops counted; refuses what the language does not have."""
    if len(template) > LONGEST_TEMPLATE or UNWRITABLE.search(template):
        raise DocumentRefused(f"模板过长（最多 {LONGEST_TEMPLATE} 字）或含有不可见的控制字符")
    try:
        tree = ENVIRONMENT.parse(template)
    except TemplateSyntaxError as error:
        raise DocumentRefused(f"第 {error.lineno} 行：模板语法有误（{error.message}）") from error
    except RecursionError as error:
        raise DocumentRefused("模板嵌套过深") from error
    found = [f"第 {line} 行：{complaint}" for line, complaint in trespasses(tree)]
    if found:
        raise DocumentRefused(*dict.fromkeys(found))
    for data in tree.find_all(nodes.TemplateData):
        data.data = f"\x00{data.lineno}\x01{data.data}"
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "_bounded", [], [], None, None, lineno=loop.lineno)
    tree.set_environment(ENVIRONMENT)
    return tree


def fill(template: str, context: Mapping[str, Any]) -> Filled:
    """Fill in a template; refuses unknown names, endless loops and too long a result."""
    compiled = ENVIRONMENT.from_string(parse(template))
    try:
        return _with_lines("".join(_limited(compiled.generate({**context, "_turns": Turns()}))))
    except UndefinedError as error:
        raise DocumentRefused(f"{_place(error)}模板用到了没有的内容（{error.message}）") from error
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise DocumentRefused(f"{_place(error)}模板无法填写（{error}）") from error


def chinese_date(value: Any) -> str:
    """2026年11月20日 of a date, of a moment (in China's time) or of the ISO text of either; nothing for nothing."""
    if isinstance(value, str) and value:
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        value = value.astimezone(CHINA_TIME).date()
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else ""


def _written(value: Any) -> str | Markup:
    """A value as text. Characters XML cannot hold become U+FFFD, which no document is issued with."""
    if isinstance(value, Markup):
        return value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int() | Blank():
            text = UNWRITABLE.sub("\ufffd", str(value))
            return re.sub("\r\n?|\n", FORCED_BREAK, text)
    if isinstance(value, Undefined):
        return str(value)  # says which name is missing
    raise TypeError(f"{type(value).__name__} 不能直接写入文书")


def _bounded(context: Context, items: Iterable[Any]) -> Iterator[Any]:
    turns: Turns = context["_turns"]
    return turns.count(items)


ENVIRONMENT = DocumentEnvironment()


def _limited(chunks: Iterable[str]) -> Iterator[str]:
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if length > LONGEST_MARKUP:
            raise DocumentRefused("文书内容过长")
        yield chunk


def _with_lines(marked: str) -> Filled:
    """Take the line marks out of the filled-in text and remember what they said."""
    parts = LINE_MARK.split(marked)
    lines = [1]
    markup = parts[0]
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        if not markup.rpartition("\n")[2].strip():
            lines[-1] = int(number)
        lines.extend(int(number) + offset + 1 for offset in range(text.count("\n")))
        markup += text
    return Filled(markup, tuple(lines))


def _place(error: BaseException) -> str:
    """The template's line an error arose on; Jinja rewrites the traceback so that it knows."""
    line = 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"第 {line} 行：" if line else ""
