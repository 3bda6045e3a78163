"""Benches: seeded data at several sizes, and how long the daily work takes beside a yardstick of the same run.

`script/bench` runs them; docs/performance.md says what is measured and what came out. Nothing imports this package.
"""
