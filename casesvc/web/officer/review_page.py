"""Everything the review page shows, put together from the reading and from what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casesvc.cases.rejection import Rejection
from casesvc.forms.problem import Problem
from casesvc.journeys.read_attachment import files_in
from casesvc.journeys.read_review import Review
from casesvc.web.form_page import FormPage, ModuleView, summary_items
from casesvc.web.form_views import module_views
from casesvc.web.officer.decision import Bar, Typed, bar_of
from casesvc.web.officer.parts import Part, parts_of
from casesvc.web.parts import Family, TrailStep
from casesvc.web.standing import family_of, trail_steps


@dataclass(frozen=True)
class Viewer:
    """The attachment in the third pane, and its neighbours."""

    file: Mapping[str, Any]
    number: int
    count: int
    previous: str | None
    next: str | None

    @property
    def is_picture(self) -> bool:
        """Whether the page itself can show it."""
        return str(self.file["type"]).startswith("image/")


@dataclass(frozen=True)
class ReviewPage:
    """What the template draws; ``views`` are those of a decision form that is more than outcome and opinion."""

    review: Review
    parts: tuple[Part, ...]
    family: Family
    trail: list[TrailStep]
    viewer: Viewer | None
    bar: Bar | None
    form: FormPage | None
    views: tuple[ModuleView, ...]
    typed: Typed
    marked: Mapping[str, str]
    refused: Rejection | None
    full: bool

    @property
    def usual(self) -> Sequence[str]:
        """常用意见 of the line."""
        return self.review.line.texts.get("usual_opinions", ())

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """The lines of the error summary: each problem at its field, anything else at the decision."""
        if self.form is not None and self.problems:
            return summary_items(self.form)
        return [("decision", "", self.refused.message)] if self.refused else []

    @property
    def attention(self) -> list[str]:
        """What the checks of the form find in what was filed."""
        return [f"{one.label}：{one.message}" for one in self.review.filed.problems] if self.review.filed else []

    @property
    def checked(self) -> int:
        """How many sections the checks find nothing in."""
        return len(self.parts) - len({one.path[0] for one in self.review.filed.problems}) if self.review.filed else 0

    @property
    def too_late(self) -> bool:
        """Whether somebody else was faster: what was typed is shown, but cannot be handed in."""
        return self.refused is not None and self.refused.code in {"task-done", "case-ended"}

    def error(self, field: str) -> str | None:
        """The message that belongs to one field of the decision bar."""
        if self.refused is None:
            return None
        found = next((one for one in self.problems if one.path[-1] == field), None)
        if found is not None:
            return found.message
        return self.refused.message if self.refused.details.get("field") == field else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the decision form."""
        return tuple(self.refused.details.get("problems", ())) if self.refused else ()


def review_page(
    review: Review, *, refused: Rejection | None, typed: Typed | None, full: bool, file: str | None
) -> ReviewPage:
    """Put the page together."""
    typed = typed or Typed()
    bar = bar_of(review.open) if review.open else None
    problems = tuple(refused.details.get("problems", ())) if refused else ()
    form = None
    if review.open is not None and bar is None:
        form = FormPage(review.open.form, typed.answers, problems=problems)
    return ReviewPage(
        review=review,
        parts=parts_of(review.filed, full=full) if review.filed else (),
        family=family_of(review.case, review.line),
        trail=trail_steps(review.trail),
        viewer=viewer_of(review, file),
        bar=bar,
        form=form,
        views=module_views(form, [module.key for module in form.form.modules]) if form else (),
        typed=typed,
        marked={".".join(path): words for path, words in typed.marks.items()},
        refused=refused,
        full=full,
    )


def viewer_of(review: Review, file: str | None) -> Viewer | None:
    """The asked-for attachment, the first one when none was asked for."""
    files = list(unique(review))
    if not files:
        return None
    ids = [str(one["id"]) for one in files]
    at = ids.index(file) if file in ids else 0
    around = (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)
    return Viewer(files[at], at + 1, len(files), *around)


def unique(review: Review) -> Iterator[Mapping[str, Any]]:
    """All attachments of what was filed, each id once."""
    seen: set[str] = set()
    for file in files_in(review.filed.answers if review.filed else {}):
        if file["id"] not in seen:
            seen.add(file["id"])
            yield file
