"""When a file may be attached at all."""

import pytest

from casesvc.journeys.attach_file import Upload, attach_file
from casesvc.journeys.rows import Draft
from tests.journeys.samples import of_kind
from tests.journeys.talent_tiers import APPLICANT, Office, refused

PHOTO = ("photo", "files")


def attach(office: Office, case: str, task: str = "apply#1", path: tuple[str, ...] = PHOTO) -> Draft:
    upload = Upload("f1", "照片.jpg", of_kind("jpg"))
    return attach_file(office.desk, actor=office.actor(APPLICANT), case=case, task=task, path=path, upload=upload)


@pytest.mark.row("JL-032")
def test_the_photo_is_refused_until_the_basic_data_is_saved(office: Office) -> None:
    case = office.start().case

    early = refused(lambda: attach(office, case))
    office.save(case, "apply#1", lambda answers: answers.update(basic=office.answers()["basic"]))

    assert (early.code, early.message) == ("file-too-early", "请先保存“基本信息”，再上传附件")
    assert [file["name"] for file in attach(office, case).answers["photo"]["files"]] == ["照片.jpg"]


@pytest.mark.row("JL-032")
def test_what_was_saved_besides_does_not_open_the_photo(office: Office) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: (answers.clear(), answers.update(achievements={"text": "成果"})))

    assert refused(lambda: attach(office, case)).code == "file-too-early"


def test_what_waits_for_nothing_takes_a_file_at_once(office: Office) -> None:
    case = office.start().case

    assert attach(office, case, path=("materials", "other")).answers["materials"]["other"]


def test_a_returned_form_takes_files_before_it_is_saved_again(office: Office) -> None:
    case = office.applied()
    office.decide(case, "unit#1", "return", by="officer-university", marks=(PHOTO,))

    refusal = refused(lambda: attach(office, case, "correct#1"))

    assert refusal.code == "slot-full"  # the photo that was handed in stands there already
