"""Whether addresses are right: what their country wants of them, and what the geography knows (R-044 to R-051).

    verdicts = check([location, ...])       # one for each, in a fixed number of queries
    verdict.findings                        # what is wrong, element by element, in words
    verdict.suggestions                     # valid combinations for it
    complete(location)                      # {"city": "Beverly Hills", "state": "CA"}: what the rest makes certain

A location need not be stored: it only has the columns of an address and a country. What the geography cannot know is
never wrong. Case, accents, hyphens, abbreviations and other names of a place make no difference, and what was typed is
never changed.
"""

from parties.address_check.check import check, complete
from parties.address_check.verdict import Finding, Kind, Suggestion, Verdict

__all__ = ["Finding", "Kind", "Suggestion", "Verdict", "check", "complete"]
