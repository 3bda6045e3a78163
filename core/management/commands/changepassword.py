"""manage.py changepassword: Django's command, with the password written like anything else."""

from getpass import getpass, getuser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import passwords
from core.models import User
from core.work import work

MOST_TRIES = 3


class Command(BaseCommand):
    """Asks twice, checks the password by the rules, writes it with its history and ends the user's sessions."""

    help = "Change a user's password."

    def add_arguments(self, parser: CommandParser) -> None:
        """The user's name."""
        parser.add_argument("username", nargs="?", help="User name; by default that of this system.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask and write."""
        name = options["username"] or getuser()
        try:
            user = User.objects.get_by_natural_key(name)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no user {name}.") from error
        password = self.password_for(user)
        with work(actor=None, channel="command"):
            passwords.change(user, password)
        self.stdout.write(f"The password of {user.username} was changed.")

    def password_for(self, user: User) -> str:
        """A password that was typed twice alike and is good enough."""
        for _number in range(MOST_TRIES):
            first, second = getpass("New password: "), getpass("The same again: ")
            if first != second:
                self.stderr.write("The two are not the same.")
                continue
            try:
                validate_password(first, user)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            return first
        raise CommandError("The password was not changed.")
