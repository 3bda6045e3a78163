"""The figures of docs/trust.md, from records of tests."""

from tests.report import trust


def record(figures, twins=(), broken=(), **counts):
    return {"figures": figures, "twins": list(twins), "twins_not_passed": list(broken), "counts": counts}


RECORDS = {
    "sqlite": record({"hostile requests": 1500, "cells": 10}, twins=["units", "csrf"], passed=3),
    "postgres": record(
        {"hostile requests": 1500, "hostile faults": 2}, twins=["units"], broken=["csrf"], passed=2, failed=1
    ),
}


def figures():
    return {name: (value, target) for name, value, target in trust.lines(RECORDS)}


def test_what_tests_counted_on_both_databases_is_added_up():
    found = figures()
    assert found["hostile requests answered by HTTP 500, or not at all"] == ("2 of 3,000", "0")
    assert found["address × method × person × unit: wrong answers, leaks"] == ("0 of 10", "0")
    assert found["tests that failed, of those that counted"] == ("1 of 6", "0")


def test_a_guard_counts_when_its_twin_passed_wherever_it_ran():
    assert figures()["guards whose test fails when the guard is off"] == (f"1 of {len(trust.GUARDS)}", "all")


def test_the_table_goes_between_the_markers(tmp_path):
    document = tmp_path / "trust.md"
    document.write_text(f"Before\n{trust.BEGIN}\nold\n{trust.END}\nAfter\n")
    trust.write(trust.table(RECORDS, "As it was run."), document)
    lines = document.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("Before", "After")
    assert "| hostile requests answered by HTTP 500, or not at all | 2 of 3,000 | 0 |" in lines
    assert "old" not in lines


def test_the_page_has_its_markers_once():
    text = trust.DOCUMENT.read_text()
    assert (text.count(trust.BEGIN), text.count(trust.END)) == (1, 1)
