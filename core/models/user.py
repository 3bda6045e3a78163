"""People who sign in, and the roles they hold."""

from typing import Any, Self

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models.record import Record
from core.querysets import RecordQuerySet
from core.text import fold

# Of how many words a first or last name is looked for at most when both are given.
MOST_WORDS = 6


class UserQuerySet(RecordQuerySet):
    """People."""

    def called(self, text: str) -> Self:
        """Those whose first, last or user name begins so, or first and last name in either order; by an index."""
        words = fold(text).split()
        whole = " ".join(words)
        names = (
            Q(first_name_key__prefix=whole) | Q(last_name_key__prefix=whole) | Q(username_key__prefix=whole)
        )
        for cut in range(1, min(len(words), MOST_WORDS)):
            start, rest = " ".join(words[:cut]), " ".join(words[cut:])
            names |= Q(first_name_key__prefix=start, last_name_key__prefix=rest)
            names |= Q(last_name_key__prefix=start, first_name_key__prefix=rest)
        return self.filter(names)


class RegistrarUserManager(UserManager.from_queryset(UserQuerySet)):
    """Finds users, and makes them by the one write path: `manage.py createsuperuser` makes the first one so."""

    def _create_user(self, username: str, email: str | None, password: str | None, **fields: Any) -> "User":
        """A stored user with a hashed password; ValidationError when something is wrong with him."""
        from core import writes
        from core.work import work

        user = self._create_user_object(username, email, password, **fields)
        with work(actor=None, channel="command"):
            return writes.save(user)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of that name in any spelling of case, as sign-in asks for him."""
        return self.get(username_key=fold(username))


class User(Record, AbstractUser):
    """A person (or a system) who signs in. Users are never deleted, only made inactive.

    The time of the last sign-in is kept in `SignIn`: signing in is not a change to the person's record.
    """

    secret_fields = frozenset({"password"})
    constraint_fields = {"core_user_username_unique": "username"}

    last_login = None
    username_key = KeyField("username")
    first_name_key = KeyField("first_name", db_index=True)
    last_name_key = KeyField("last_name", db_index=True)
    is_demo = models.BooleanField(
        _("demo user"),
        default=False,
        editable=False,
        help_text=_("Made by the demo data; cannot exist in production."),
    )
    groups: Any = models.ManyToManyField(
        Group,
        through="core.Membership",
        through_fields=("user", "group"),
        blank=True,
        verbose_name=_("roles"),
        related_name="user_set",
        related_query_name="user",
    )

    objects = RegistrarUserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["username_key"],
                name="core_user_username_unique",
                violation_error_message=_("Another user has this username."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def check_password(self, raw_password: str) -> bool:
        """True for the user's password; a hash made the old way is renewed then, by the one write path."""
        return check_password(raw_password, self.password, self._renew_hash)

    def _renew_hash(self, raw_password: str) -> None:
        from core import writes
        from core.work import work

        self.set_password(raw_password)
        with work(actor=self, channel="system"):
            writes.save(self, version=self.version)


class Membership(Record):
    """A user holds a role. Roles themselves are code (core/roles.py)."""

    deletable = True
    follows = ("user", "group")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("user"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("role"))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                name="core_membership_unique",
                violation_error_message=_("The user holds this role already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.group}"


class SignIn(models.Model):
    """When somebody last signed in. Machinery: written at sign-in, outside any unit of work."""

    user = models.OneToOneField(User, models.CASCADE, related_name="sign_in", verbose_name=_("user"))
    at = models.DateTimeField(_("last sign-in"))

    class Meta:
        verbose_name = _("last sign-in")
        verbose_name_plural = _("last sign-ins")

    def __str__(self) -> str:
        return f"{self.user}: {self.at:%Y-%m-%d %H:%M}"
