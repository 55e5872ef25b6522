"""What a page needs to know of a form: the situation it is shown in, and its parts ready to be drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casesvc.forms.answers import Answers, rows_of
from casesvc.forms.fields import Field
from casesvc.forms.form import Form
from casesvc.forms.marks import opened_by, rows_to_replace
from casesvc.forms.modules import Module
from casesvc.forms.problem import Problem

Path = tuple[str, ...]
Attachment = Mapping[str, Any]


def by_digest(_path: Path, attachment: Attachment) -> str:
    """Where a file is shown when a page says nothing else."""
    return f"/files/{attachment['digest']}"


@dataclass(frozen=True)
class FormPage:
    """A form as one person sees it now.

    ``marks``: mark path -> the reviewer's words; ``open_paths``: what may be changed, None for everything.
    ``open_row``: (module, row id) of the one row being edited; a row that is not in ``answers`` yet is a new one.
    ``replaceable``: module -> rows that may be added though the module is not open; ``locked_words``: what a closed
    part says, e.g. 这一部分未被要求修改。如需修改，请联系 ××大学 审核人。
    ``saved``: whether a draft was saved yet; until then sections that wait for another one stay shut (JL-032).
    ``file_address(path, attachment)`` shows a file; ``upload_address(path)`` takes one (None: only with the form).
    """

    form: Form
    answers: Answers
    problems: Sequence[Problem] = ()
    marks: Mapping[Path, str] | None = None
    open_paths: frozenset[Path] | None = None
    open_row: tuple[str, str] | None = None
    replaceable: Mapping[str, int] = field(default_factory=dict)
    locked_words: str | None = None
    file_address: Callable[[Path, Attachment], str] = by_digest
    upload_address: Callable[[Path], str] | None = None
    saved: bool = True

    def message(self, path: Path) -> str | None:
        """The first problem that lies exactly at this path."""
        return next((problem.message for problem in self.problems if problem.path == path), None)

    def is_open(self, *paths: Path) -> bool:
        """Whether one of these paths may be changed."""
        return self.open_paths is None or any(path in self.open_paths for path in paths)

    def words(self, path: Path) -> str | None:
        """The reviewer's words at a mark; an empty text for a mark without words, None where there is no mark."""
        return None if self.marks is None else self.marks.get(path)


@dataclass(frozen=True)
class FieldView:
    """One question, ready to be drawn; ``shown`` is its value in words.

    ``conditions`` (shown while) and ``demands`` (required while) are what the script evaluates again while the person
    types; ``only_when`` says it in words where there is no script.
    """

    field: Field
    path: Path
    value: Any
    shown: str
    error: str | None
    locked: bool
    required: bool
    active: bool
    conditions: tuple[Mapping[str, Any], ...]
    demands: tuple[Mapping[str, Any], ...]
    only_when: str | None
    words: str | None
    files: tuple[Attachment, ...]

    @property
    def name(self) -> str:
        """The HTML name, as the form's reader of posted fields expects it."""
        return ".".join(self.path)

    @property
    def id(self) -> str:
        """The HTML id, also the target of the error summary."""
        return html_id(self.path)


@dataclass(frozen=True)
class RowView:
    """One row of a module: closed it is a card with its main values, open it is a set of questions."""

    id: str
    path: Path
    number: int
    fields: tuple[FieldView, ...]
    open: bool
    new: bool
    locked: bool
    words: str | None
    error: str | None

    @property
    def name(self) -> str:
        """How buttons and addresses name the row."""
        return ".".join(self.path)

    @property
    def title(self) -> str:
        """The first value that says what the row is about."""
        return next((view.shown for view in self.fields if view.shown and not view.field.slot), "")

    @property
    def brief(self) -> tuple[FieldView, ...]:
        """What stands on the closed card."""
        return tuple(view for view in self.fields if not view.field.slot and view.active and view.shown)

    @property
    def slots(self) -> tuple[FieldView, ...]:
        """The attachment slots, usable once the row is saved."""
        return tuple(view for view in self.fields if view.field.slot)


@dataclass(frozen=True)
class ModuleView:
    """One section; ``waits_for`` is the title of the module to be saved first.

    ``opened_along``: not marked, but open because a marked part bears on it.
    """

    module: Module
    fields: tuple[FieldView, ...]
    rows: tuple[RowView, ...]
    locked: bool
    may_add: bool
    opened_along: bool
    words: str | None
    error: str | None
    waits_for: str | None

    @property
    def id(self) -> str:
        """The HTML id of the section."""
        return html_id((self.module.key,))

    @property
    def full(self) -> bool:
        """Whether no further row may be added."""
        return self.module.max_rows is not None and len(self.rows) >= self.module.max_rows

    @property
    def adding(self) -> bool:
        """Whether a row is being edited, so that none can be added before it is saved."""
        return any(row.open for row in self.rows)


def correction_page(form: Form, returned: Answers, draft: Answers, marks: Mapping[Path, str], **rest: Any) -> FormPage:
    """The page of a returned form: only what the marks open may be changed; rows added since are open too (JL-076)."""
    added = {
        (module.key, str(row["id"]))
        for module in form.modules
        for row in rows_of(draft, module.key)
        if module.kind == "rows" and row["id"] not in {known["id"] for known in rows_of(returned, module.key)}
    }
    left = {m.key: rows_to_replace(form, returned, draft, list(marks), m.key) for m in form.modules if m.kind == "rows"}
    return FormPage(
        form,
        draft,
        marks=marks,
        open_paths=opened_by(form, list(marks)) | added,
        replaceable={key: count for key, count in left.items() if count},
        **rest,
    )


def html_id(path: Path) -> str:
    """The HTML id of a path."""
    return "-".join(("q", *path))


def summary_items(page: FormPage, address: Callable[[str], str] | None = None) -> list[tuple[str, str, str]]:
    """The lines of the error summary: (target, title, message).

    ``address(module)`` gives the page where a module stands; without it all targets are on this page.
    """
    return [
        (f"{address(problem.path[0])}#{html_id(problem.path)}" if address else html_id(problem.path), *_said(problem))
        for problem in page.problems
    ]


def _said(problem: Problem) -> tuple[str, str]:
    """Where and what, without saying the field's title twice: 学习经历第 2 条：请填写毕业学校."""
    places = problem.label.split("：")
    if places[-1] in problem.message:
        places.pop()
    return "：".join(places), problem.message
