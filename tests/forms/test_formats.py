"""Single values: ID numbers, credit codes, dates, mobile numbers."""

import pytest

from casesvc.forms import formats

# GB 11643-1999 and python-stdnum give these numbers; the third has a district no table lists.
RIGHT_IDS = [
    "11010519491231002X",
    "440524188001010014",
    "34052419800101001X",
    "360426199101010071",
    "44011320141005001x",
]
WRONG_IDS = {
    "36042619910102009X": "第 18 位与前面不符，请对照证件核对",
    "440524189001010014": "第 18 位与前面不符，请对照证件核对",
    "360426199113010079": "第 7 至 14 位",
    "990426199112010074": "前 6 位",
    "111111111111111111": "第 18 位",
    "12345678901234567": "18 位",
    "T60426199101010078": "18 位",
    "1234567890123456789": "18 位",
    "１１０１０５１９４９１２３１００２X": "18 位",
    "11010519491231002X\n": "18 位",
}


@pytest.mark.parametrize("number", RIGHT_IDS)
def test_an_id_number_with_the_right_check_digit_is_taken(number: str) -> None:
    assert formats.fault("cn-id", "身份证号", number) is None


@pytest.mark.parametrize("number", WRONG_IDS)
def test_a_wrong_id_number_is_told_where_it_is_wrong(number: str) -> None:
    assert WRONG_IDS[number] in (formats.fault("cn-id", "身份证号", number) or "")


def test_every_other_check_digit_is_refused() -> None:
    stem = "11010519491231002"
    assert [digit for digit in "0123456789X" if formats.fault("cn-id", "", stem + digit) is None] == ["X"]


def test_an_id_number_tells_birth_date_and_sex() -> None:
    assert formats.birth_date("11010519491231002X") == "1949-12-31"
    assert (formats.sex("11010519491231002X"), formats.sex("360426199101010071")) == ("女", "男")
    assert (formats.birth_date("110105"), formats.sex("110105")) == (None, None)


def test_a_credit_code_is_checked_by_its_last_sign() -> None:
    assert formats.fault("uscc", "代码", "91350100M000100Y43") is None  # the worked example of GB 32100
    assert formats.fault("uscc", "代码", "121200004013590816") is None
    assert "第 18 位" in (formats.fault("uscc", "统一社会信用代码", "91350100M000100Y44") or "")
    assert "18 位数字" in (formats.fault("uscc", "统一社会信用代码", "91350100M0001O0Y43") or "")


@pytest.mark.parametrize(
    "typed", ["19900101", "1990.1.1", "1990年1月1日", "1990-01-01", "1990/1/1", "１９９０．１．１"]
)
def test_a_date_may_be_typed_in_any_usual_way(typed: str) -> None:
    assert formats.normalise("date", typed) == "1990-01-01"
    assert formats.fault("date", "出生日期", "1990-01-01") is None


@pytest.mark.parametrize("typed", ["1990-02-30", "去年", "19901", "90.1.1"])
def test_what_is_no_date_stays_as_typed_and_is_told(typed: str) -> None:
    kept = formats.normalise("date", typed)
    assert formats.fault("date", "出生日期", kept) == "出生日期应为有效日期，例如 1990-01-01"
    assert kept == typed


@pytest.mark.parametrize("typed", ["199001", "1990.1", "1990年1月", "1990-01"])
def test_a_month_may_be_typed_in_any_usual_way(typed: str) -> None:
    assert formats.normalise("year-month", typed) == "1990-01"


@pytest.mark.parametrize("number", ["1380000000", "138000000000", "12800000000", "13800000000\n", "1380000000٣"])
def test_a_mobile_number_has_eleven_plain_digits(number: str) -> None:
    assert formats.fault("cn-mobile", "手机号", number) == "手机号应为 11 位数字，例如 13800000000"


@pytest.mark.parametrize(
    "typed", ["13800000000", "138 0000 0000", "138-0000-0000", "+86 138 0000 0000", "１３８００００００００"]
)
def test_a_mobile_number_may_be_typed_with_gaps(typed: str) -> None:
    assert formats.normalise("cn-mobile", typed) == "13800000000"
    assert formats.fault("cn-mobile", "手机号", "13800000000") is None


def test_an_id_number_is_kept_with_narrow_digits_and_a_capital_letter() -> None:
    assert formats.normalise("cn-id", " 110105 19491231 002x") == "11010519491231002X"
    assert formats.normalise("cn-id", "１１０１０５１９４９１２３１００２Ｘ") == "11010519491231002X"


def test_a_mail_address_has_a_name_and_a_place() -> None:
    assert formats.fault("email", "邮箱", "name@example.com") is None
    assert formats.fault("email", "邮箱", "name@example") == "邮箱应为邮箱地址，例如 name@example.com"
