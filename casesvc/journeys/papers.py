"""The papers of a case: the overview an applicant checks before submitting, and the certificate (JL-066, JL-083)."""

from collections.abc import Mapping, Sequence
from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.history import Entry
from casesvc.cases.rejection import Rejection
from casesvc.forms.form import Form
from casesvc.forms.printed import printed
from casesvc.journeys.access import case_for
from casesvc.journeys.desk import LOCAL, Desk, Paper
from casesvc.journeys.line import Line
from casesvc.journeys.opening import opening_answers
from casesvc.journeys.ports import Reading
from casesvc.journeys.submit_form import form_filed, form_of
from casesvc.journeys.trail import Teller, TrailNode, names_in, trail_of
from casesvc.parties.people import Person
from casesvc.parties.register import RegisterEntry

PHOTO = "photo"


def overview(desk: Desk, *, person: Person, case: str) -> Paper:
    """Return the overview: of the applicant's open draft, else of what was handed in. Raise Rejection no-overview."""
    with desk.database.read() as reading:
        found = case_for(reading, person=person, case=case)
        line = desk.lines.get(found.definition)
        if line.overview is None:
            raise Rejection("no-overview", "这项业务没有一览表")
        entries = reading.entries(case)
        form, answers = answers_to_print(desk, reading, found, entries, person)
        names = names_in(reading, entries)
        teller = Teller(line, desk.lines, names, desk.calendar, reading.now)
        applicant = names.person(found.applicant)
    trail = trail_of(teller, found, entries)
    context = {
        "case": {"number": found.number or "", "applicant_name": applicant, "submitted_on": found.submitted_at},
        "form": printed(form, answers),
        "opinions": opinions(line, found, trail),
    }
    pdf = desk.documents.pdf(
        line.documents[line.overview], context, official=found.submission is not None, images=photo(desk, answers)
    )
    return Paper(f"{line.document_titles[line.overview]}.pdf", pdf)


def answers_to_print(
    desk: Desk, reading: Reading, case: Case, entries: Sequence[Entry], person: Person
) -> tuple[Form, Mapping[str, Any]]:
    """Return form and answers: the applicant sees the draft under way, everybody else what was handed in."""
    line = desk.lines.get(case.definition)
    for task, row in case.tasks.items():
        if row.who.person == person.id:
            draft = reading.draft(case.id, task)
            opened = opening_answers(
                line, case, task, parties=reading.parties, entry=lambda seq: reading.entry(case.id, seq)
            )
            return form_of(line, task)[0], draft.answers if draft else opened
    if case.submission is None:
        raise Rejection("not-submitted", "这件申报还没有提交")
    return form_filed(desk.lines, entries[case.submission - 1])


def opinions(line: Line, case: Case, trail: Sequence[TrailNode]) -> list[dict[str, Any]]:
    """Return the reviews of the round under way, and the empty places of those to come, in the order of the chain."""
    since = case.submitted_at
    said = [node for node in trail if node.place != "passed" or (since and node.at and node.at > since)]
    reviews = [element for element in line.process.chain() if "return" in line.process.tasks[element].outcomes]
    printed_nodes = [node for element in reviews for node in said if node.element == element]
    missing = [element for element in reviews if all(node.element != element for node in said)]
    return [opinion(node) for node in printed_nodes] + [
        opinion(TrailNode(element, line.process.tasks[element].name, "ahead")) for element in missing
    ]


def opinion(node: TrailNode) -> dict[str, Any]:
    """Return one opinion as the template prints it."""
    passed = node.place == "passed"
    return {
        "title": node.title,
        "outcome": node.words or "" if passed else "",
        "text": node.opinion,
        "by": node.who if passed else "",
        "decided_on": node.at if passed else None,
    }


def photo(desk: Desk, answers: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the applicant's photo; one whose content is gone prints as an empty frame."""
    files = answers.get(PHOTO, {}).get("files", ())
    try:
        return {PHOTO: desk.files.get(files[0]["digest"])} if files else {}
    except KeyError:
        return {}


def certificate(desk: Desk, *, person: Person, number: str) -> Paper:
    """Return a certificate to its holder. Raise Rejection unknown-certificate."""
    with desk.database.read() as reading:
        entry = reading.register.by_number(number)
        if entry is None or entry.holder != person.id:
            raise Rejection("unknown-certificate", "没有找到这份证书，请从“我的证照”中打开")
    line = desk.lines.get(entry.definition)
    rule = line.certificates[entry.kind]
    context = {
        "certificate": {
            "number": entry.number,
            "holder": person.name,
            "level": level_title(line, entry),
            "granted_on": entry.valid_from.astimezone(LOCAL).date(),
            "valid_until": entry.valid_until.astimezone(LOCAL).date() if entry.valid_until else None,
            "url": f"{desk.address}/certificates/{entry.number}",
        },
        "line": {"office": line.authority.partition("（")[0]},  # the short name in brackets is not printed
    }
    pdf = desk.documents.pdf(line.documents[rule.document], context, official=True, images={})
    return Paper(f"{rule.title}-{entry.number}.pdf", pdf)


def level_title(line: Line, entry: RegisterEntry) -> str:
    """Return the granted level in words: the title of the option that decided it."""
    key = line.certificates[entry.kind].level
    fields = (field for form in line.forms.values() for module in form.modules if (field := module.field(key)))
    options = (option for field in fields for option in field.options)
    return next((option.title for option in options if option.value == entry.level), entry.level)
