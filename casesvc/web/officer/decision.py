"""What an officer typed and ticked: read from the post, kept on the page when it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from casesvc.cases.rejection import Rejection
from casesvc.forms.answers import Answers, Path
from casesvc.forms.form import Form
from casesvc.forms.posted import answers_from_post
from casesvc.journeys.decide_task import Decision, outcome_of
from casesvc.journeys.opinion import opinion_with, replaced_opinion
from casesvc.journeys.read_review import RETURN, OpenReview

PLAIN = frozenset({"outcome", "opinion"})
LONGEST = 250  # working days: a year
KINDS = {"approve": "main", "terminate": "danger"}


@dataclass(frozen=True)
class Typed:
    """What stands on the page: answers of the decision form, ticks with their reasons, days for the correction."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[Path, str] = field(default_factory=dict)
    days: str = ""

    @property
    def opinion(self) -> str:
        """The opinion as it was typed."""
        return next((str(values["opinion"]) for values in self.answers.values() if "opinion" in values), "")

    def decision(self, filed_form: Form | None, filed: Answers) -> Decision:
        """The command's content; reasons at marks are named by the form under review. Raise Rejection days-wrong."""
        answers = dict(self.answers)
        if filed_form is not None and outcome_of(answers) == RETURN:
            answers = replaced_opinion(answers, opinion_with(filed_form, filed, self.opinion, self.marks))
        return Decision(answers, tuple(self.marks), days_of(self.days))


def typed_in(form: Form, posted: "MultiDict[str, str]") -> Typed:
    """Read a post. Marks are dotted paths; the reason of one is ``words.<path>``."""
    fields = {name: posted.getlist(name) for name in posted}
    marks = {tuple(mark.split(".")): posted.get(f"words.{mark}", "") for mark in posted.getlist("mark")}
    answers = answers_from_post(form, [module.key for module in form.modules], fields, {})
    return Typed(answers, marks, posted.get("correction_days", "").strip())


def days_of(text: str) -> int | None:
    """Working days for a correction; None leaves them to the line. Raise Rejection days-wrong."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= LONGEST:
        raise Rejection("days-wrong", f"修改期限应为 1 到 {LONGEST} 的整数，例如 10", {"field": "days"})
    return int(text)


@dataclass(frozen=True)
class Choice:
    """A button that decides: its posted name and value, its words and look."""

    name: str
    value: str
    words: str
    kind: str


@dataclass(frozen=True)
class Bar:
    """The decision bar of a form that asks for outcome and opinion alone; ``opinion`` is the posted name."""

    choices: tuple[Choice, ...]
    opinion: str
    max_length: int | None


def bar_of(review: OpenReview) -> Bar | None:
    """The bar for this task; None when its form asks for more and is drawn as a form."""
    module = review.form.modules[0]
    asked = module.field("outcome")
    if len(review.form.modules) > 1 or asked is None or {one.key for one in module.fields} != PLAIN:
        return None
    offered = [option for option in asked.options if option.value in review.definition.outcomes]
    choices = (
        Choice(f"{module.key}.outcome", str(option.value), option.title, KINDS.get(str(option.value), ""))
        for option in offered
    )
    opinion = module.field("opinion")
    return Bar(tuple(choices), f"{module.key}.opinion", opinion.max_length if opinion else None)
