"""A submission as the reviewer reads it: parts with their ticks, values with what changed, numbers masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casesvc.forms.answers import Path
from casesvc.forms.changes import Change
from casesvc.forms.display import ShownField, ShownModule, ShownRow, show
from casesvc.forms.fields import Field
from casesvc.forms.form import Form
from casesvc.forms.marks import opened_by
from casesvc.journeys.read_review import Filed
from casesvc.web.filters import masked_id, masked_mobile


@dataclass(frozen=True)
class Value:
    """One answer: ``text`` or files, ``change`` where it differs from what was returned; ``mark`` for a slot."""

    label: str
    text: str
    files: Sequence[Mapping[str, object]]
    change: Change | None
    mark: str | None


@dataclass(frozen=True)
class Part:
    """A module or a row of one; ``mark`` is its path joined by dots, ``also`` what a mark on it opens besides."""

    mark: str
    title: str
    values: tuple[Value, ...] = ()
    rows: tuple["Part", ...] = ()
    removed: tuple[Change, ...] = ()
    added: bool = False
    is_rows: bool = False
    also: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether anything in it differs from what was returned."""
        inside = any(row.changed for row in self.rows) or any(value.change for value in self.values)
        return self.added or bool(self.removed) or inside


def parts_of(filed: Filed, *, full: bool) -> tuple[Part, ...]:
    """Every section of what was filed; ``full`` shows identity and telephone numbers unmasked."""
    drawing = Drawing(filed.form, {change.path: change for change in filed.changes}, full)
    return tuple(drawing.module(module) for module in show(filed.form, filed.answers))


@dataclass(frozen=True)
class Drawing:
    """Draws the parts of one form."""

    form: Form
    changes: Mapping[Path, Change]
    full: bool

    def module(self, shown: ShownModule) -> Part:
        """One section with its values, or with its rows."""
        rows = shown.kind == "rows"
        numbered = enumerate(shown.rows, 1)
        return Part(
            mark=shown.key,
            title=shown.title,
            values=() if rows else self.values(shown.rows[0]),
            rows=tuple(self.row(shown, row, number) for number, row in numbered) if rows else (),
            removed=tuple(
                change for path, change in self.changes.items() if path[0] == shown.key and change.kind == "removed"
            ),
            is_rows=rows,
            also=self.also((shown.key,)),
        )

    def row(self, module: ShownModule, row: ShownRow, number: int) -> Part:
        """One row of a section."""
        path = (module.key, row.id or "")
        added = path in self.changes and self.changes[path].kind == "added"
        return Part(".".join(path), f"{module.title}第 {number} 条", self.values(row), added=added)

    def values(self, row: ShownRow) -> tuple[Value, ...]:
        """The answers of a row or of an object module."""
        return tuple(self.value(shown) for shown in row.fields)

    def value(self, shown: ShownField) -> Value:
        """One answer with its change."""
        module = self.form.module(shown.path[0])
        asked = module.field(shown.key) if module else None
        change = self.changes.get(shown.path)
        if change is not None:
            before, after = self.hidden(asked, change.before), self.hidden(asked, change.after)
            change = Change(change.path, change.label, before, after, change.kind)
        mark = ".".join(shown.path) if asked is not None and asked.slot else None
        return Value(shown.label, self.hidden(asked, shown.text) or "", shown.files, change, mark)

    def hidden(self, asked: Field | None, text: str | None) -> str | None:
        """The text as it may stand on a page: numbers of people are masked."""
        if self.full or asked is None or not text:
            return text
        if asked.format == "cn-mobile":
            return masked_mobile(text)
        return masked_id(text) if asked.format == "cn-id" or asked.prefill == "person.id_number" else text

    def also(self, mark: Path) -> tuple[str, ...]:
        """Titles of the sections that a mark opens besides the marked one."""
        opened = opened_by(self.form, [mark]) - {mark}
        return tuple(module.title for module in self.form.modules if (module.key,) in opened)
