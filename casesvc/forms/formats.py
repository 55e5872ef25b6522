"""Formats of single values: ID number (GB 11643), credit code (GB 32100), mobile number, dates, mail address."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from stdnum import numdb
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

_SEPARATED_DATE = re.compile(r"((?:18|19|20|21)[0-9]{2}) ?[-./年] ?([0-9]{1,2}) ?[-./月] ?([0-9]{1,2}) ?日?")
_COMPACT_DATE = re.compile(r"((?:18|19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_SEPARATED_MONTH = re.compile(r"((?:18|19|20|21)[0-9]{2}) ?[-./年] ?([0-9]{1,2}) ?月?")
_COMPACT_MONTH = re.compile(r"((?:18|19|20|21)[0-9]{2})([0-9]{2})")
_STORED_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STORED_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")
_CREDIT_CODE = re.compile(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_MAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def normalise(format_name: str, text: str) -> str:
    """The stored form of what was typed (full-width characters made narrow); unreadable text comes back as typed."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    return _NORMALISERS[format_name](narrow) or text


def fault(format_name: str, title: str, value: str) -> str | None:
    """What is wrong with a stored value, as a sentence that begins with the field's title; None if nothing is."""
    return _FAULTS[format_name](title, value)


def birth_date(id_number: str) -> str | None:
    """Birth date in an ID number as ``1990-01-01`` (GB 11643: digits 7 to 14); None if there is none."""
    try:
        return str(ric.get_birth_date(id_number).isoformat())
    except (ValidationError, ValueError):
        return None


def sex(id_number: str) -> str | None:
    """男 or 女 by the 17th digit of an ID number (GB 11643: odd is male); None if there is none."""
    digit = id_number[16:17]
    return ("女", "男")[int(digit) % 2] if digit in set("0123456789") else None


def _date(text: str) -> str:
    match = _SEPARATED_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    return "{}-{:0>2}-{:0>2}".format(*match.groups()) if match else ""


def _month(text: str) -> str:
    match = _SEPARATED_MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text)
    return "{}-{:0>2}".format(*match.groups()) if match else ""


def _without_blanks(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def _date_fault(title: str, value: str) -> str | None:
    return None if _STORED_DATE.fullmatch(value) and _exists(value) else f"{title}应为有效日期，例如 1990-01-01"


def _month_fault(title: str, value: str) -> str | None:
    return None if _STORED_MONTH.fullmatch(value) and _exists(f"{value}-01") else f"{title}应为年月，例如 1990-01"


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _id_number_fault(title: str, value: str) -> str | None:
    if not _ID_NUMBER.fullmatch(value):
        return f"{title}应为 18 位，最后一位是数字或 X，例如 11010519491231002X"
    number = value.upper()
    # Districts come and go and no table has them all, so only the province is looked up (python-stdnum refuses both
    # numbers whose district it does not know and the standard's own example).
    province, *_ = numdb.get("cn/loc").info(number[:6])
    if "province" not in province[1]:
        return f"{title}前 6 位不是有效的地区代码，请对照证件核对"
    if birth_date(number) is None:
        return f"{title}第 7 至 14 位不是有效的出生日期，请对照证件核对"
    if ric.calc_check_digit(number) != number[-1]:
        return f"{title}第 18 位与前面不符，请对照证件核对"
    return None


def _credit_code_fault(title: str, value: str) -> str | None:
    if not _CREDIT_CODE.fullmatch(value):
        return f"{title}应为 18 位数字和大写字母（不含 I、O、S、V、Z），例如 91350100M000100Y43"
    if uscc.calc_check_digit(value[:-1]) != value[-1]:
        return f"{title}第 18 位与前面不符，请对照证照核对"
    return None


def _mobile_fault(title: str, value: str) -> str | None:
    return None if _MOBILE.fullmatch(value) else f"{title}应为 11 位数字，例如 13800000000"


def _mail_fault(title: str, value: str) -> str | None:
    return None if _MAIL.fullmatch(value) else f"{title}应为邮箱地址，例如 name@example.com"


_NORMALISERS: dict[str, Callable[[str], str]] = {
    "cn-id": _without_blanks,
    "cn-mobile": lambda text: _without_blanks(text).removeprefix("+86"),
    "date": _date,
    "email": lambda text: text,
    "uscc": _without_blanks,
    "year-month": _month,
}
_FAULTS: dict[str, Callable[[str, str], str | None]] = {
    "cn-id": _id_number_fault,
    "cn-mobile": _mobile_fault,
    "date": _date_fault,
    "email": _mail_fault,
    "uscc": _credit_code_fault,
    "year-month": _month_fault,
}
