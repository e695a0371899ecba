"""One of the years of the capstone for each shape, what shows in it, and the shapes of the strategies."""

from capstone_samples import ALL, DUE, MIXES, joint

FIVE = "offline-tablets accessible-line chatbot loyalty dashboard"
WEAK = ("booking dashboard", "booking offline-tablets", "booking offline-tablets", "booking offline-tablets")
POOR = (
    "chatbot loyalty dashboard",
    "alerts chatbot offline-tablets",
    "chatbot freight-slots",
    "chatbot booking",
)
NO_STREAM = tuple(done.replace("improve-stream ", "") for done in DUE)

RUNS = {
    "unfinished": joint()[:-1],
    "crowded": joint(asked=("mara tomas",) * 4, done=("",) * 4, mixes=(f"status-page {FIVE}",) * 4),
    "never-asked": joint(asked=("",) * 4),
    "asked-once": joint(asked=(ALL, "", "", "")),
    "same-mix": joint(mixes=(MIXES[0],) * 4),
    "left-out": joint(asked=("mara tomas bryn",) * 4),
    "talk-only": joint(done=("",) * 4),
    "frozen": joint(
        done=("improve-stream revisit", "improve-stream check-governance", *("improve-stream",) * 2)
    ),
    "no-flow": joint(done=NO_STREAM),
    "ungoverned": joint(done=tuple(done.replace("check-governance", "").strip() for done in DUE)),
    "unassured": joint(mixes=(MIXES[0], "status-page booking alerts", MIXES[3], MIXES[3])),
    "patchy": joint(asked=(ALL, "mara tomas", ALL, ALL), mixes=WEAK),
    "guessed": joint(mixes=POOR),
    "late-flow": joint(
        done=("revisit", "revisit check-governance", "revisit", "improve-stream revisit check-governance"),
        mixes=(MIXES[0], MIXES[1], MIXES[2], MIXES[2]),
    ),
    "distrusted": joint(
        done=("improve-stream", "improve-stream revisit", "improve-stream", "revisit check-governance"),
        mixes=WEAK,
    ),
    "left-behind": joint(mixes=(*MIXES[:3], "status-page offline-tablets")),
    "co-created": joint(),
    "nearly": joint(done=(DUE[0], "improve-stream revisit", *DUE[2:])),
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "crowded": ["same-mix", "talk-only", "never-asked-ines", "never-asked-bryn", "crowded"],
    "never-asked": ["asked-nobody"],
    "asked-once": ["asked-once"],
    "same-mix": ["same-mix"],
    "left-out": ["never-asked-ines"],
    "talk-only": ["talk-only"],
    "frozen": ["not-revisited"],
    "no-flow": ["no-flow"],
    "ungoverned": ["ungoverned"],
    "unassured": ["fair-weather"],
}

STRATEGIES = {
    "provider-only": "never-asked",
    "cheapest": "never-asked",
    "feature-maximizer": "crowded",
    "process-rigid": "asked-once",
    "please-everyone": "talk-only",
    "box-ticker": "same-mix",
    "co-creator": "co-created",
}
