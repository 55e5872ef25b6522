from datetime import UTC, date, datetime

import pytest

from casesvc.web.filters import day, file_size, format_name, masked_id, masked_mobile, masked_name, moment, short_day

HALF_PAST_THREE = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
LATE_EVENING_IN_LONDON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_times_are_shown_in_shanghai() -> None:
    assert moment(HALF_PAST_THREE) == "2026-11-20 15:30"
    assert day(LATE_EVENING_IN_LONDON) == "2026-11-21"
    assert day(date(2026, 11, 20)) == "2026-11-20"
    assert short_day(LATE_EVENING_IN_LONDON) == "11月21日"


def test_a_time_without_zone_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="without zone"):
        moment(datetime(2026, 11, 20, 7, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王秀强", "*秀强"),
        ("李四", "*四"),
        ("𠮷小冬", "*小冬"),
        ("阿卜杜拉·买买提江·艾尔肯", "*·买买提江·艾尔肯"),
        ("", ""),
    ],
)
def test_names_hide_what_identifies_the_family(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110105********002X"),
        ("110105491231002", "110105*****1002"),
        ("E12345678", "E1*****78"),
        ("AB12", "****"),
        ("", ""),
    ],
)
def test_document_numbers_hide_the_birth_date(number: str, shown: str) -> None:
    assert masked_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [("13412342055", "134****2055"), ("83423508", "******08"), ("110", "***"), ("", "")]
)
def test_telephone_numbers_are_hidden_in_the_middle(number: str, shown: str) -> None:
    assert masked_mobile(number) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 字节"), (1023, "1023 字节"), (823_412, "804 KB"), (10 * 1024 * 1024, "10.0 MB")]
)
def test_sizes_are_short(size: int, shown: str) -> None:
    assert file_size(size) == shown


def test_formats_are_named_as_people_know_them() -> None:
    assert format_name("image/jpeg") == "JPG"
    assert format_name("image/svg+xml") == "image/svg+xml"
