"""Signing in with user name and password."""

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.parties.people import Account, Person, after_wrong_password

NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZSBzYWx0IGhlcmU$9mXRGh9ZTZQOZq2Dy8QpNq7nTzZ3cP0k7sYQ2t2W2bE"
WRONG = "用户名或密码不正确，请核对后重新输入"


def sign_in(desk: Desk, *, name: str, password: str) -> Person:
    """Return who signed in. Raise Rejection wrong-password or account-rests.

    An unknown name costs as much time as a wrong password, so that names cannot be tried out.
    """
    with desk.database.read() as reading:
        account = reading.parties.account(name.strip())
        if account is not None and account.rests(reading.now):
            raise Rejection("account-rests", "密码连续输错次数过多，请 10 分钟后再试")
    right = desk.passwords.matches(password, account.password_hash if account else NOBODY)
    if account is None:
        raise Rejection("wrong-password", WRONG)
    note(desk, account, right=right)
    if not right:
        raise Rejection("wrong-password", WRONG)
    with desk.database.read() as reading:
        return reading.parties.person(account.person)


def note(desk: Desk, account: Account, *, right: bool) -> None:
    """Write down how the attempt went, in a transaction of its own: a refusal must not undo it."""
    if right and account.failed == 0:
        return
    with desk.database.write() as work:
        failed, until = (0, None) if right else after_wrong_password(account, work.now)
        work.parties.note_sign_in(account.name, failed=failed, locked_until=until)
