"""What every test may use."""

pytest_plugins = ["tests.scale", "tests.report.plugin", "tests.personas"]
