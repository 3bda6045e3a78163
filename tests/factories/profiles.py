"""Profiles and their classes."""

import datetime

import factory

from profiles.models import Profile, ProfileClass, ProfileVersion
from tests.factories.accounts import AccountFactory
from tests.factories.base import RecordFactory


class ProfileClassFactory(RecordFactory):
    class Meta:
        model = ProfileClass

    name = factory.Sequence("Class {}".format)


class ProfileFactory(RecordFactory):
    class Meta:
        model = Profile

    account = factory.SubFactory(AccountFactory)


class ProfileVersionFactory(RecordFactory):
    class Meta:
        model = ProfileVersion

    profile = factory.SubFactory(ProfileFactory)
    profile_class = factory.SubFactory(ProfileClassFactory)
    start_date = datetime.date(2024, 1, 1)
