"""People, accounts, units, seats and bindings."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.parties.people import Account, Person
from casesvc.parties.units import Unit, levels_above
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.parties import AccountRow, BindingRow, PersonRow, SeatRow, UnitRow


class PartyStore:
    """Keeps the promise of ``stores.Parties``."""

    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    def unit(self, unit: str) -> Unit | None:
        """Return a unit."""
        return self.units([unit]).get(unit)

    def units(self, units: Collection[str]) -> dict[str, Unit]:
        """Return units by id."""
        rows = self._session.execute(select(UnitRow).where(UnitRow.id.in_(units))).scalars()
        return {row.id: Unit(row.id, row.name, row.parent) for row in rows}

    def competent_units(self, unit: str) -> tuple[str, ...]:
        """Return the units above ``unit``, nearest first, without the top office: one recursive query."""
        above = select(UnitRow.id, UnitRow.parent).where(UnitRow.id == unit).cte("above", recursive=True)
        above = above.union(select(UnitRow.id, UnitRow.parent).join(above, UnitRow.id == above.c.parent))
        rows = self._session.execute(select(above.c.id, above.c.parent))
        return levels_above(unit, {row.id: row.parent for row in rows})

    def person(self, person: str) -> Person:
        """Return a person with seats and bindings. Raise KeyError."""
        row = self._session.get(PersonRow, person)
        if row is None:
            raise KeyError(person)
        seats = self._session.execute(
            select(SeatRow.role, SeatRow.unit).where(SeatRow.person == person).order_by(SeatRow.role, SeatRow.unit)
        )
        units = self._session.execute(
            select(BindingRow.unit).where(BindingRow.person == person).order_by(BindingRow.unit)
        )
        profile = json.loads(self._keys.master.open(row.sealed, f"person/{person}"))
        return Person(row.id, row.name, profile, tuple((s.role, s.unit) for s in seats), tuple(units.scalars()))

    def lock(self, person: str) -> None:
        """Lock the row of ``person`` until the transaction ends."""
        self._session.execute(select(PersonRow.id).where(PersonRow.id == person).with_for_update())

    def names(self, people: Collection[str]) -> dict[str, str]:
        """Return names by person."""
        rows = self._session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people)))
        return {row.id: row.name for row in rows}

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        row = self._session.get(AccountRow, name)
        if row is None:
            return None
        return Account(row.name, row.person, row.password_hash, row.failed, row.locked_until)

    def note_sign_in(self, account: str, *, failed: int, locked_until: datetime | None) -> None:
        """Write down how the last attempts went."""
        self._session.execute(
            update(AccountRow).where(AccountRow.name == account).values(failed=failed, locked_until=locked_until)
        )

    def add_unit(self, unit: Unit) -> None:
        """Add or change a unit."""
        self._session.merge(UnitRow(id=unit.id, name=unit.name, parent=unit.parent))
        self._session.flush()

    def add_person(self, person: Person, account: Account | None) -> None:
        """Add or change a person with seats, bindings and account."""
        sealed = self._keys.master.seal(canonical(person.profile), f"person/{person.id}")
        self._session.merge(PersonRow(id=person.id, name=person.name, sealed=sealed))
        self._session.flush()
        self._session.execute(delete(SeatRow).where(SeatRow.person == person.id))
        self._session.execute(delete(BindingRow).where(BindingRow.person == person.id))
        if person.seats:
            seats = [{"person": person.id, "role": role, "unit": unit} for role, unit in person.seats]
            self._session.execute(insert(SeatRow), seats)
        if person.units:
            self._session.execute(insert(BindingRow), [{"person": person.id, "unit": unit} for unit in person.units])
        if account is not None:
            self._session.merge(
                AccountRow(name=account.name, person=person.id, password_hash=account.password_hash, failed=0)
            )
            self._session.flush()
