"""One of the runs of six iterations for each shape, what shows in it, and the shapes of the strategies."""

from conditions_samples import ALL

DESK = "release with support"
ROUND = [f"release with {group} support" for group in ("users", "customer", "islanders")]

RUNS = {
    "unfinished": ["release with users"],
    "never-released": [f"build with {ALL}", *["build with users"] * 5],
    "alone-late": [*["build"] * 5, "release"],
    "alone": ["release"] * 6,
    "support-only": [DESK] * 6,
    "signed-off": [f"release with {ALL}", *[DESK] * 5],
    "customer-only": ["release with customer support"] * 6,
    "one-voice": ["release with islanders support"] * 6,
    "late": [f"build with {ALL}", "build", "build", *[f"release with {ALL}"] * 3],
    "everybody": [f"release with {ALL}"] * 6,
    "no-support": ["release with users", "release with customer", "release with islanders"] * 2,
    "unsupported": [
        DESK,
        *["release with users", "release with customer", "release with islanders"],
        *["release"] * 2,
    ],
    "left-out": ["release with users support", "release with customer support"] * 3,
    "full-room": ["release with customer users support", "release with islanders users support"] * 3,
    "never-back": [*ROUND, DESK, DESK, DESK],
    "big-releases": [
        "build with users support",
        "build with islanders support",
        "release with customer support",
        "build",
        f"release with {ALL}",
        "build",
    ],
    "co-creating": [
        DESK,
        *ROUND,
        "release with islanders users support",
        "release with customer support",
    ],
    "sound": [DESK, *ROUND, DESK, "release with islanders users support"],
    "nearly": [
        "release with support",
        "release with support",
        "release with customer support",
        "release with users",
        "build with islanders",
        "release with users support",
    ],
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "never-released": ["never-released", "not-back"],
    "alone-late": ["alone"],
    "alone": ["alone"],
    "support-only": ["alone"],
    "signed-off": ["signed-off"],
    "customer-only": ["customer-only"],
    "one-voice": ["one-voice"],
    "late": ["everybody"],
    "everybody": ["everybody"],
    "no-support": ["not-back", "no-support"],
    "left-out": ["not-back", "never-met-islanders"],
    "never-back": ["not-back"],
}

STRATEGIES = {
    "big-bang-provider-only": "alone-late",
    "big-bang-signed-requirements": "signed-off",
    "agile-without-listening": "alone",
    "everybody-in-everything": "everybody",
    "customer-only": "customer-only",
    "listens-releases-late": "late",
    "co-creator": "co-creating",
}
