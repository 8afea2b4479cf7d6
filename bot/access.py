"""Who somebody is."""

from dataclasses import dataclass
from datetime import timedelta

from bot.commands import Role
from engine.club.people import Person

# How late somebody of this role hears of signals. Until memberships exist everyone who pressed Start is a member.
SIGNAL_DELAYS = {
    Role.GUEST: timedelta(minutes=30),
    Role.MEMBER: timedelta(0),
    Role.ADMIN: timedelta(0),
    Role.OWNER: timedelta(0),
}


@dataclass(frozen=True, slots=True)
class Access:
    """Until memberships exist, everyone who pressed Start counts as a member."""

    owner_id: int | None = None
    admin_ids: frozenset[int] = frozenset()

    def role_of(self, person: Person | None) -> Role:
        if person is None:
            return Role.GUEST
        if person.user_id == self.owner_id:
            return Role.OWNER
        if person.user_id in self.admin_ids:
            return Role.ADMIN
        return Role.MEMBER if person.has_started else Role.GUEST

    @property
    def everyone_in_charge(self) -> tuple[int, ...]:
        owner = () if self.owner_id is None else (self.owner_id,)
        return (*owner, *sorted(self.admin_ids - set(owner)))
