"""Pages about passwords: changing one's own, forgetting it, setting a new one by the link that was sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core import lockout, logs, mail, passwords
from core.access import PUBLIC, SIGNED_IN
from core.errors import error_page
from core.models import User
from core.pages import saving
from core.pages.forms import ActionForm
from core.pages.views import RecordActionView
from core.work import work


class OwnPasswordForm(PasswordChangeForm):
    """One's own new password."""

    def save(self, commit: bool = True) -> User:
        """Write it, as the user himself. The view renews this session; all others of the user end."""
        with work(actor=self.user, channel="page", request_id=logs.request_id.get()):
            self.user = passwords.change(self.user, self.cleaned_data["new_password1"])
        return self.user


class ChangePassword(PasswordChangeView):
    """Changes one's own password. Django's own, because a password must not be kept as what was typed."""

    permission = SIGNED_IN
    form_class = OwnPasswordForm
    template_name = "core/password.html"
    success_url = reverse_lazy("start")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it was done."""
        response = super().form_valid(form)
        messages.success(self.request, _("Your password was changed. Other devices are signed out."))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the shell and the error summary ask for."""
        context = super().get_context_data(**kwargs)
        context |= {"page_title": _("Change password"), "section": "password"}
        context["problems"] = saving.problems_of({"form": context["form"]})
        return context


class ForgottenForm(forms.Form):
    """Whom to write to."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class ForgottenPassword(FormView):
    """Asks where to send a link. The answer is the same whether or not somebody has the address."""

    permission = PUBLIC
    form_class = ForgottenForm
    template_name = "registration/forgotten.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the wish; 429 for one who had too many."""
        try:
            passwords.ask(form.cleaned_data["email"], lockout.client_address(self.request))
        except passwords.TooManyRequests:
            return error_page(self.request, 429, retry_after=int(passwords.WINDOW.total_seconds()))
        return self.render_to_response(self.get_context_data(form=form, asked=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`sends_mail`: false where only an administrator can help."""
        return super().get_context_data(sends_mail=mail.configured(), **kwargs)


class NewPasswordForm(SetPasswordForm):
    """A new password for the user of the link."""

    def save(self, commit: bool = True) -> User:
        """Write it, as the user himself; all his sessions end."""
        request_id = logs.request_id.get()
        reason = _("Set by the link that was sent by mail.")
        with work(actor=self.user, channel="page", reason=reason, request_id=request_id):
            self.user = passwords.reset(self.user, self.cleaned_data["new_password1"])
        return self.user


class NewPassword(PasswordResetConfirmView):
    """Sets a new password by a link. The token is moved into the session, so that it is in no address any more."""

    permission = PUBLIC
    form_class = NewPasswordForm
    template_name = "registration/new_password.html"
    success_url = reverse_lazy("login")

    def get_user(self, uidb64: str) -> Any:
        """The user of the link, if he may have one at all."""
        user = super().get_user(uidb64)
        return user and passwords.may_have_link(User.objects.filter(pk=user.pk)).first()

    def form_valid(self, form: Any) -> HttpResponse:
        """Say on the sign-in page that it was done."""
        response = super().form_valid(form)
        messages.success(self.request, _("Your new password is set. Sign in with it."))
        return response


class LinkForm(ActionForm):
    """Nothing of the record changes, so there is no reason to keep."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class SendLink(RecordActionView):
    """Sends a user a link to set a new password, because he asked an administrator."""

    permission = "core.change_user"
    section = "set-up"
    queryset = User.objects.all()
    form_class = LinkForm
    verb = gettext_lazy("Send the link")
    question = gettext_lazy("Send %(record)s a link to set a new password?")
    success_message = gettext_lazy("%(record)s is being sent a link.")

    def consequences(self) -> list[Any]:
        """What it means."""
        return [
            _("The link works once and for an hour."),
            _("The present password stays in force until a new one is set."),
        ]

    def perform(self, version: int) -> User:
        """Send it."""
        return passwords.offer(self.record)

    def get_user_page(self) -> str:
        """The user's page in the set-up."""
        return str(reverse_lazy("admin:core_user_change", args=[self.record.pk]))

    def get_success_url(self) -> str:
        """Back to the user."""
        return saving.safe_next(self.request, self.get_user_page())
