"""What the diagram may see of a form: the fields marked `x-route`, and nothing else."""

from typing import Any

from casesvc.forms.answers import Answers, value_at
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.form import Form


def route_values(form: Form, answers: Answers) -> dict[str, Any]:
    """Values of the x-route fields by their keys; None where a field is empty or does not apply."""
    active, _ = drop_inactive(form, answers)
    return {path[-1]: value_at(active, path) for path in form.route}
