"""What every test may use."""

pytest_plugins = ["tests.report.plugin", "tests.personas"]
