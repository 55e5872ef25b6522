"""Adding and removing rows, and what is said when there is no more room."""

import pytest

from casesvc.forms.rows import add_row, file_refused, new_row_id, no_more_files, no_more_rows, remove_row
from tests.forms.builders import a_file, talent_tiers_form, trial_form


@pytest.mark.row("JL-042", "JL-047")
def test_a_fourth_row_is_refused_with_the_number_there_is() -> None:
    form, answers = trial_form(), {}
    for number in range(3):
        assert no_more_rows(form, answers, "study") is None
        answers = add_row(answers, "study", f"r{number}")
    assert no_more_rows(form, answers, "study") == "学习经历最多填写 3 条，已有 3 条"
    answers = remove_row(answers, "study", "r1")
    assert [row["id"] for row in answers["study"]] == ["r0", "r2"]
    assert no_more_rows(form, answers, "study") is None


def test_removing_the_last_row_leaves_no_module() -> None:
    assert remove_row({"study": [{"id": "a"}]}, "study", "a") == {}


@pytest.mark.row("JL-051")
def test_a_twenty_first_file_is_refused_with_the_number_there_is() -> None:
    form = talent_tiers_form()
    answers = {"papers": [{"id": "p", "files": [a_file(str(number)) for number in range(20)]}]}
    assert no_more_files(form, answers, ("papers", "p", "files")) == "论文著作每条最多上传 20 个附件，已有 20 个"
    answers["papers"][0]["files"].pop()
    assert no_more_files(form, answers, ("papers", "p", "files")) is None


@pytest.mark.row("JL-044", "JL-045", "JL-086")
def test_a_file_of_another_type_or_size_is_refused_with_a_way_out() -> None:
    form, path = trial_form(), ("study", "a", "files")
    assert file_refused(form, path, name="a.pdf", size=10 * 1024 * 1024, media_type="application/pdf") is None
    assert (
        file_refused(form, path, name="a.gif", size=10, media_type="image/gif")
        == "“a.gif”的格式不能用，请上传 JPG、PDF"
    )
    big = file_refused(form, path, name="a.pdf", size=10 * 1024 * 1024 + 1, media_type="application/pdf")
    assert big == "“a.pdf”有 10.1 MB，每个不能超过 10 MB，请压缩后上传"
    assert file_refused(form, path, name="a.pdf", size=0, media_type="application/pdf") == "“a.pdf”是空文件，请重新选择"
    assert file_refused(form, ("study", "files"), name="a", size=1, media_type="application/pdf")


def test_row_ids_do_not_repeat_and_come_from_the_given_source() -> None:
    assert len({new_row_id() for _ in range(1000)}) == 1000
    assert new_row_id(lambda count: "ab" * count) == "rabababababab"
