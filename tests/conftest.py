"""What every test may use."""

from hypothesis import settings

# An example may wait for a busy machine; what must be fast is measured elsewhere.
settings.register_profile("registrar", deadline=None)
settings.load_profile("registrar")

pytest_plugins = ["tests.report.plugin", "tests.personas"]
