"""What the service asks of its database for each completion, recorded once so that it can be asked again without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from flask.testing import FlaskClient

from casesvc.app import create_app
from casesvc.cli.bench.clients import SEE_OTHER, NotAsExpected, token_on
from casesvc.cli.bench.stage import Stage
from casesvc.cli.demo import PASSWORD
from casesvc.storage.recording import Recorded, recording


@dataclass(frozen=True)
class Template:
    """The transactions of each completion of one case, and the certificate it got in the end."""

    case: str
    certificate: str
    steps: tuple[list[Recorded], ...]

    def names_for(self, case: str) -> Mapping[str, str]:
        """Return what stands for what when the same is done to ``case``."""
        return {self.case: case, self.certificate: case}


def record(stage: Stage) -> Template:
    """Let officers decide one case over pages in this process, and record what the database is asked."""
    app, case = create_app(stage.found), stage.new_cases(1)[0]
    steps = []
    for step, fields in zip(stage.steps, stage.posts, strict=True):
        client = app.test_client()
        token = signed_in(client, stage.accounts[step.actor])
        posted = {**fields, "_key": str(uuid4()), "csrf_token": token}
        with recording(stage.found.engines) as recorded:
            answer = client.post(f"/officer/cases/{case}", data=posted)
        if answer.status_code != SEE_OTHER:
            raise NotAsExpected(f"{answer.status} {answer.text[:2000]}")
        steps.append(recorded)
    return Template(case, certificate_of(stage, case), tuple(steps))


def signed_in(client: FlaskClient, account: str) -> str:
    """Sign in; return the token of the officer's pages."""
    entry = {"name": account, "password": PASSWORD, "csrf_token": token_on(client.get("/sign-in").text)}
    client.post("/sign-in", data=entry)
    return token_on(client.get("/officer").text)


def certificate_of(stage: Stage, case: str) -> str:
    """Return the number of the certificate that a case ended with."""
    with stage.found.database.read() as reading:
        ended = reading.case(case)
        return reading.register.of_person(ended.applicant if ended else "")[0].number
