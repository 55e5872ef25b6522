"""One of each command that writes, brought to where it can be given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from casesvc.app import Installation
from casesvc.cases.rejection import Rejection
from casesvc.catalog.files import digest_of, read_line_files
from casesvc.journeys.complete_external import fail_external
from casesvc.journeys.extend_correction import extend_correction
from casesvc.journeys.fire_timer import fire_timer
from casesvc.journeys.publish_line import publish_line
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.receive_message import receive_message
from casesvc.journeys.receive_signal import receive_signal
from casesvc.journeys.retry_case import correct_facts, end_case, retry_case
from casesvc.journeys.sessions import StoredSession
from casesvc.journeys.sign_in import sign_in
from casesvc.storage.sessions import SqlSessions
from tests.durability.relay import LINES, PROVINCE, complete, hand_in, save, start, waiting
from tests.furnished import TODAY, Clock
from tests.journeys import permit
from tests.journeys.talent_tiers import MARKS, UNIT_OFFICER, Office

Command = Callable[[], object]


@dataclass(frozen=True)
class Stage:
    """Where commands are given."""

    installation: Installation
    clock: Clock

    @property
    def office(self) -> Office:
        return Office(self.installation.desk)


def starting(stage: Stage) -> Command:
    return lambda: start(stage.installation.desk)


def saving(stage: Stage) -> Command:
    case = start(stage.installation.desk).case
    return lambda: save(stage.installation.desk, case)


def handing_in(stage: Stage) -> Command:
    case = start(stage.installation.desk).case
    save(stage.installation.desk, case)
    return lambda: hand_in(stage.installation.desk, case)


def deciding(stage: Stage) -> Command:
    case = waiting(stage.installation.desk)
    return lambda: complete(stage.installation.desk, case, "look#1", key="k")


def granting(stage: Stage) -> Command:
    desk = stage.installation.desk
    case = waiting(desk)
    complete(desk, case, "look#1", key="k", outcome="approve")
    return lambda: complete(desk, case, "decide#1", key="k", outcome="approve", actor=PROVINCE)


def returning(stage: Stage) -> Command:
    case = stage.office.applied()
    return lambda: stage.office.decide(case, "unit#1", "return", by=UNIT_OFFICER, marks=MARKS)


def correcting(stage: Stage) -> Command:
    case = stage.office.returned()
    stage.office.save(case, "correct#1", lambda answers: answers.update(stage.office.answers(4)))
    return lambda: stage.office.hand_in(case, "correct#1")


def extending(stage: Stage) -> Command:
    office, case = stage.office, stage.office.returned()
    due, actor = office.due(case) + timedelta(days=3), office.actor(UNIT_OFFICER)
    return lambda: extend_correction(office.desk, actor=actor, case=case, task="correct#1", due=due)


def firing(stage: Stage) -> Command:
    case = waiting(stage.installation.desk)
    stage.clock.wait(days=3)
    return lambda: fire_timer(stage.installation.desk, case=case, timer="late#1")


def reporting(stage: Stage) -> Command:
    case = permit.checking(permit.publish_permit(stage.installation))
    return lambda: permit.checked(stage.installation.desk, case)


def failing(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    case, code = permit.checking(desk), "identity-mismatch"
    return lambda: fail_external(desk, worker="w", case=case, task="verify#1", code=code, key="k")


def messaging(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    case = permit.looking(desk)
    return lambda: receive_message(desk, sender="s", name="交接", case=case, facts={"by": "甲"}, key="k")


def signalling(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    permit.waiting(desk)
    return lambda: receive_signal(desk, sender="s", name="窗口开放", key="k")


def retrying(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    case = permit.stalled(desk)
    return lambda: retry_case(desk, actor=permit.ADMINISTRATOR, case=case, key="k")


def mending(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    case, facts = permit.stalled(desk), {"way": "先行"}
    return lambda: correct_facts(desk, actor=permit.ADMINISTRATOR, case=case, facts=facts, reason="错", key="k")


def ending(stage: Stage) -> Command:
    desk = permit.publish_permit(stage.installation)
    case = permit.stalled(desk)
    return lambda: end_case(desk, actor=permit.ADMINISTRATOR, case=case, reason="重复申报", key="k")


def publishing(stage: Stage) -> Command:
    files = {**read_line_files(LINES, "relay"), "processes/relay/note.toml": b""}
    return lambda: publish_line(stage.installation.desk, line="relay", digest=digest_of(files), files=files, by="a")


def rebuilding(stage: Stage) -> Command:
    """Rebuilding writes what is there already, so the list rows are taken away before."""
    case = waiting(stage.installation.desk)
    with stage.installation.engines.writing.begin() as connection:
        connection.exec_driver_sql("DELETE FROM task_list")
    return lambda: rebuild_case(stage.installation.desk, case=case, write=True)


def mistyping(stage: Stage) -> Command:
    def mistype() -> None:
        try:
            sign_in(stage.installation.desk, name="linwan", password="not this one")
        except Rejection:
            return

    return mistype


def keeping_a_session(stage: Stage) -> Command:
    sessions = SqlSessions(stage.installation.engines)
    return lambda: sessions.save("digest", StoredSession({"person": "lin-wan"}, TODAY, TODAY))


COMMANDS: tuple[Callable[[Stage], Command], ...] = (
    starting,
    saving,
    handing_in,
    deciding,
    granting,
    returning,
    correcting,
    extending,
    firing,
    reporting,
    failing,
    messaging,
    signalling,
    retrying,
    mending,
    ending,
    publishing,
    rebuilding,
    mistyping,
    keeping_a_session,
)
KEYED = (
    starting,
    handing_in,
    deciding,
    granting,
    returning,
    correcting,
    reporting,
    failing,
    messaging,
    signalling,
    retrying,
    mending,
    ending,
)
