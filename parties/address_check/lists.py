"""How far the lists of countries can be trusted: what is missing in them, what is rough."""

import re

# Countries whose lists of postal codes have every one: what is not listed does not exist.
COMPLETE = frozenset(
    ["US", "CA", "GB", "NL", "IT", "ES", "PT", "IN", "SG", "AU", "NZ", "JP", "NO", "FI", "DK", "CH", "LI"]
)
# A beginning of this length says where a code lies; a shorter one does not.
TELLING = 2
# Those whose lists lack codes of boxes and large receivers: one that begins like those around its city, by so many
# characters, exists.
BOXES_MISSING = dict.fromkeys(["NL", "IT", "ES", "PT", "JP", "FI", "CH"], TELLING) | {"IN": 4}
# Codes of large receivers, with the receiver's name for the city.
RECEIVERS = {"FI": re.compile(r"000(?!00)\d\d")}
# Codes of the country, whose districts are too large for a point to say where they are.
PROVINCE_WIDE = {"CA": re.compile(r"[A-Z]0")}
# So many people make a city that is known by its whole name, and a large one.
WELL_KNOWN, LARGE = 5000, 50_000
# Cities of these countries are written in so many ways that only a near spelling of a known one is a slip.
MANY_SPELLINGS = frozenset(["CN", "KR", "IN", "TW", "HK", "ID", "TH", "VN", "RU", "UA", "GR", "TR", "ZA"])
# Countries whose codes are known by their post town alone, or whose points are rough: so much further, in kilometres.
WIDE = {"IE": 55.0, "MX": 75.0, "ZA": 70.0}
# Countries in which the points of codes are no better than their provinces.
ROUGH = frozenset({"CN", "TR"})
# Countries of whose large cities no single codes are listed.
SPARSE = frozenset({"AR", "BR", "CN"})
# Countries whose codes, as far as they are listed, are called after districts; and the cities that these belong to.
DISTRICTS = frozenset({"CA", "GB"})
POST_TOWNS = {"GB": {re.compile(r"(?:EC|WC|NW|SE|SW|E|N|W)\d"): "London"}}
