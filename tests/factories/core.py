"""Users and their roles."""

from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from core.models import ExtraField, Membership, User
from tests.factories.base import PASSWORD, RecordFactory
from tests.factories.reference import UnitAccessFactory


class UserFactory(RecordFactory):
    """A user; `roles=[...]` are names of roles, `units=[...]` go on the access list. The password is PASSWORD."""

    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    first_name = "Alex"
    last_name = factory.Sequence("Tester {}".format)
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def roles(self, create: bool, names: Any, **_kwargs: Any) -> None:
        for name in names or ():
            MembershipFactory(user=self, group=Group.objects.get(name=name))

    @factory.post_generation
    def units(self, create: bool, units: Any, **_kwargs: Any) -> None:
        for unit in units or ():
            UnitAccessFactory(user=self, unit=unit)


class MembershipFactory(RecordFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.LazyFunction(lambda: Group.objects.get(name="Viewer"))


class ExtraFieldFactory(RecordFactory):
    """A text that customers may have."""

    class Meta:
        model = ExtraField

    model = "parties.party"
    code = factory.Sequence("field_{}".format)
    label = factory.Sequence("Field {}".format)
    type = ExtraField.Type.TEXT
