"""The report on rules: what docs/rules.md promises against what passed tests show."""

from tests.report.rules import RULES_FILE, expand, in_order, read_rules, report, spans

BOOK = """
# Rules

- **D-1** One. *(our choice)*
- **R-001** Two. *(guide)*
- **R-002** Three. *(guide)*
- **R-003** Four. *(guide)*
- **R-004** Five. *(guide)*
- **R-005** Six. *(guide)*

```rules-state
withdrawn: R-003
later: R-004-R-005
open: R-002 files and the API
```
"""


def record(passed=(), not_passed=()):
    return {"passed": list(passed), "not_passed": list(not_passed)}


def test_the_states_of_rules_are_read():
    book = read_rules(BOOK)
    assert book.in_force == {"D-1", "R-001", "R-002"}
    assert book.later == {"R-004", "R-005"}
    assert book.withdrawn == {"R-003"}
    assert book.open == {"R-002": "files and the API"}


def test_a_span_is_expanded_in_its_own_kind():
    assert " ".join(expand(["D-4-D-6", "R-098-R-100", "R-007"])) == "D-4 D-5 D-6 R-098 R-099 R-100 R-007"


def test_rules_are_listed_by_kind_and_number():
    assert in_order({"R-010", "R-9", "D-12", "D-2"}) == ["D-2", "D-12", "R-9", "R-010"]


def test_neighbours_are_said_as_one():
    rules = ["D-4", "D-5", "R-006", "R-100", "R-009", "R-010", "R-101"]
    assert spans(rules) == "D-4-D-5 R-006 R-009-R-010 R-100-R-101"
    assert set(expand(spans(rules).split())) == set(rules)


def test_complete_when_every_rule_in_force_passed_on_both_databases():
    everything = ["D-1", "R-001", "R-002"]
    lines, complete = report(read_rules(BOOK), {"sqlite": record(everything), "postgres": record(everything)})
    assert complete
    assert lines[0] == "3 of 3 rules in force are carried by passing tests on both databases."
    assert lines[1:] == [
        "Not counted as missing:",
        "  in force, open in part: R-002 (files and the API)",
        "  of later issues (2): R-004-R-005",
        "  withdrawn (1): R-003",
    ]


def test_a_rule_without_a_test_is_named():
    both = record(["D-1", "R-002"])
    lines, complete = report(read_rules(BOOK), {"sqlite": both, "postgres": both})
    assert not complete
    assert "In force, but no passing test carries: R-001" in lines


def test_a_rule_shown_on_one_database_only_is_named():
    records = {"sqlite": record(["D-1", "R-001"]), "browser": record(["R-001", "R-002"])}
    lines, complete = report(read_rules(BOOK), records)
    assert not complete
    assert "Shown on PostgreSQL only: R-002" in lines
    assert "Shown on SQLite only: D-1" in lines


def test_a_rule_with_a_failing_test_is_not_shown():
    fine = record(["D-1", "R-001", "R-002"])
    lines, complete = report(
        read_rules(BOOK), {"sqlite": record(fine["passed"], ["R-001"]), "postgres": fine}
    )
    assert not complete
    assert "Shown on PostgreSQL only: R-001" in lines


def test_a_number_that_the_page_does_not_have_is_named():
    fine = record(["D-1", "R-001", "R-002", "R-999"])
    lines, complete = report(read_rules(BOOK), {"sqlite": fine, "postgres": fine})
    assert not complete
    assert "Named by a test, but not in docs/rules.md: R-999" in lines


def test_the_page_itself_can_be_read():
    book = read_rules(RULES_FILE.read_text())
    assert {"D-19", "R-073", "R-260"} <= book.in_force
    assert set(book.open) <= book.in_force
    assert not book.in_force & (book.later | book.withdrawn)
