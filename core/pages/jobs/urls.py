"""The addresses of background work, below /jobs/."""

from django.urls import path

from core.pages.jobs import actions, exports, views
from core.pages.jobs.run import RunPage

app_name = "jobs"
urlpatterns = [
    path("", views.RunList.as_view(), name="list"),
    path("start/", views.ProgramList.as_view(), name="programs"),
    path("start/<slug:program>/", views.StartRun.as_view(), name="start"),
    path("<int:pk>/", RunPage.as_view(), name="run"),
    path("export/", exports.ExportList.as_view(), name="export"),
    path("<int:pk>/file/", exports.RunFile.as_view(), name="file"),
    path("<int:pk>/cancel/", actions.CancelRun.as_view(), name="cancel"),
    path("<int:pk>/resume/", actions.ResumeRun.as_view(), name="resume"),
]
