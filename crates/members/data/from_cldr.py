#!/usr/bin/env python3
"""Draws `countries.csv` and `profiles-cldr.csv` from `membership.csv`, CLDR and the time zone database.

    pip install babel==2.17.0
    python3 from_cldr.py

Names, week-ends and official languages come from CLDR as the package `babel` ships it; three-letter codes from its
table of territory aliases; zones from the `zone.tab` of the time zone database. What CLDR names otherwise than the
members call themselves stands in NAMES.
"""
import csv
import pathlib

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.languages import get_official_languages

HERE = pathlib.Path(__file__).parent
ZONE_TAB = pathlib.Path("/usr/share/zoneinfo/zone.tab")
LANGUAGES = ("ar", "en", "fr", "es")
SOURCE = "CLDR, as shipped with babel 2.17.0"

# The short forms that CLDR itself gives as variants, or the plain name without CLDR's addition in brackets.
NAMES = {
    "CD": ("جمهورية الكونغو الديمقراطية", "Democratic Republic of the Congo",
           "République démocratique du Congo", "República Democrática del Congo"),
    "CG": ("الكونغو", "Congo", "Congo", "Congo"),
    "MM": ("ميانمار", "Myanmar", "Myanmar", "Myanmar"),
    "PS": ("فلسطين", "Palestine", "Palestine", "Palestina"),
    "SX": ("سينت مارتن", "Sint Maarten", "Sint Maarten", "Sint Maarten"),
}


def zones_by_country():
    zones = {}
    for line in ZONE_TAB.read_text().splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    return zones


def three_letter_codes():
    codes = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1:
            codes.setdefault(targets[0], []).append(alias)
    return codes


def weekend_of(code):
    """The week-end as CLDR gives it to any locale of the country; nothing where it has none."""
    spoken = [tag.split("_")[0] for tag in get_official_languages(code, de_facto=True)]
    for language in [*spoken, "en", "fr", "es", "pt", "nl", "ar"]:
        try:
            locale = Locale.parse(f"{language}_{code}")
        except (UnknownLocaleError, ValueError):
            continue
        # CLDR counts days from Monday as 0; the tables here count as ISO 8601 does, from Monday as 1.
        day, last = locale.weekend_start, locale.weekend_end
        days = [day + 1]
        while day != last:
            day = (day + 1) % 7
            days.append(day + 1)
        return " ".join(map(str, days))
    return None


def main():
    locales = [Locale.parse(language) for language in LANGUAGES]
    zones, codes = zones_by_country(), three_letter_codes()
    countries, profiles = [], []
    for row in csv.DictReader((HERE / "membership.csv").open()):
        code = row["code"]
        names = NAMES.get(code) or tuple(locale.territories[code] for locale in locales)
        own = zones[code]
        capital = row["capital_zone"] or own[0]
        own = [capital] + [zone for zone in own if zone != capital]
        candidates = [alias for alias in codes[code] if alias not in OLD_CODES]
        assert len(candidates) == 1, (code, candidates)
        countries.append([code, candidates[0], *names, row["region"], row["region_verified"], " ".join(own),
                          row["member_since"], row["member_until"], row["source"], row["verified"]])
        weekend = weekend_of(code)
        if weekend:
            profiles.append([code, "weekend", "", "", weekend, SOURCE, "false"])
        spoken = list(dict.fromkeys(tag.split("_")[0] for tag in get_official_languages(code, de_facto=True)))
        if spoken:
            profiles.append([code, "languages", "", "", " ".join(spoken), SOURCE, "false"])
    save("countries.csv", "code alpha3 name_ar name_en name_fr name_es region region_verified zones member_since "
         "member_until source verified", countries)
    save("profiles-cldr.csv", "country kind valid_from valid_until value source verified", profiles)


# Codes that ISO 3166-1 has withdrawn but CLDR still knows as aliases.
OLD_CODES = {"BUR", "DDR", "ROM", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR", "FXX", "QUU", "PCZ", "CSK", "NTZ", "ANT"}


def save(name, heading, rows):
    with (HERE / name).open("w") as file:
        file.write("# version 2026-11-23; drawn by from_cldr.py\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)


if __name__ == "__main__":
    main()
