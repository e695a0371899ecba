"""One year of the affordable mix for each shape, what shows in it, and the shapes of the strategies."""

from mix_samples import ALL, year

BEST = (
    "status-page freight-slots offline-tablets dashboard",
    "status-page alerts freight-slots offline-tablets",
    "status-page freight-slots accessible-line dashboard",
)

RUNS = {
    "unfinished": year((ALL, BEST[0]), (ALL, BEST[1])),
    "never-asked": year(*[("", offer) for offer in BEST]),
    "asked-once": year((ALL, BEST[0]), ("", BEST[0]), ("", BEST[0])),
    "left-out": year(*[("mara tomas ines", offer) for offer in BEST]),
    "crowded": year(
        (ALL, BEST[0]),
        ("", "status-page offline-tablets accessible-line chatbot loyalty dashboard"),
        (ALL, BEST[2]),
    ),
    "same-mix": year(*[(ALL, BEST[0])] * 3),
    "unassured": year((ALL, BEST[0]), (ALL, "status-page alerts freight-slots"), (ALL, BEST[2])),
    "favourites": year(
        (ALL, "booking availability dashboard"),
        (ALL, "alerts offline-tablets availability"),
        (ALL, "freight-slots offline-tablets accessible-line"),
    ),
    "patchy": year((ALL, BEST[0]), ("mara bryn", BEST[1]), (ALL, BEST[2])),
    "left-behind": year((ALL, BEST[0]), (ALL, BEST[1]), (ALL, "status-page alerts")),
    "co-created": year(*[(ALL, offer) for offer in BEST]),
    "nearly": year(
        (ALL, "status-page booking accessible-line"),
        (ALL, "status-page offline-tablets accessible-line chatbot"),
        (ALL, BEST[2]),
    ),
}

STRATEGIES = {
    "provider-only": "never-asked",
    "cheapest": "never-asked",
    "feature-maximizer": "never-asked",
    "asks-once": "asked-once",
    "loudest-voice": "left-out",
    "please-everyone": "favourites",
    "co-creator": "co-created",
}

#: No shape of a year rests on one misconception alone.
#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "never-asked": ["asked-nobody"],
    "asked-once": ["asked-once"],
    "left-out": ["never-asked-bryn"],
    "crowded": ["crowded"],
    "same-mix": ["same-mix"],
    "unassured": ["fair-weather"],
}
