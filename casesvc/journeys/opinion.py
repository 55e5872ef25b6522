"""The opinion of a return: what was written, and the reason given at each marked part."""

from collections.abc import Mapping
from typing import Any

from casesvc.forms.answers import Answers, Path, label
from casesvc.forms.form import Form


def opinion_with(form: Form, answers: Answers, opinion: str, reasons: Mapping[Path, str]) -> str:
    """Return ``opinion`` followed by a line for every reason, under the name of its part."""
    lines = [f"{label(form, answers, path)}：{words.strip()}" for path, words in reasons.items() if words.strip()]
    return "\n".join(text for text in (opinion.strip(), *lines) if text)


def replaced_opinion(answers: Mapping[str, Any], opinion: str) -> dict[str, Any]:
    """Return the answers of a decision form with its opinion replaced; it stands beside the outcome."""
    return {
        module: {**values, "opinion": opinion} if opinion and "outcome" in values else values
        for module, values in answers.items()
    }
