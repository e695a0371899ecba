"""One of the dialogues for each shape, what shows in it, and the shapes of the strategies."""

from dialogue_samples import strategy

CO = strategy("co-creator")
FIRST = strategy("co-creator-first-try")


def but(moves, **changes):
    """A run with some of its moves, by number from turn1 on, replaced."""
    turns = {int(name.removeprefix("turn")): move for name, move in changes.items()}
    return [turns.get(number, move) for number, move in enumerate(moves, start=1)]


#: A run that does everything once, and is late with it.
LATE_FOR_ALL = [
    *(
        "wait",
        "wait",
        "wait",
        "wait",
        "propose",
        "share-limits",
        "invite bryn",
        "listen mara",
        "listen tomas",
    ),
    *("listen ines", "listen bryn", "revisit", "explore mara", "explore tomas", "trial", "play-back"),
    *("revisit", "wait"),
]
RUNS = {
    "silent": ["wait", "wait"],
    "decided-alone": strategy("provider-only"),
    "obeyed": strategy("obeys-everyone"),
    "loudest": strategy("loudest"),
    "never-agreed": strategy("endless-talk"),
    "closed": strategy("thorough-sign-off"),
    "agreed-late": strategy("agrees-late"),
    "left-out": ["listen mara", "propose", *["wait"] * 4, "revisit"],
    "never-back": strategy("listens-once"),
    "missed-storm": ["invite bryn", "listen mara", "propose", *["wait"] * 9, "revisit"],
    "missed-cut": strategy("misses-the-second-event"),
    "limits-hidden": [
        *("invite bryn", "listen mara", "propose", *["wait"] * 3, "revisit", *["wait"] * 5, "revisit")
    ],
    "surface": [
        *("invite bryn", "share-limits", "listen mara", "propose", "wait", "wait", "revisit"),
        *(*["wait"] * 5, "revisit"),
    ],
    "unconfirmed": but(CO, turn16="wait"),
    "untried": but(CO, turn9="wait"),
    "left-behind": [
        *("share-limits", "listen mara", "explore mara", "explore ines", "propose", "invite bryn"),
        *("listen tomas", "play-back", "trial", "revisit", "wait", "wait", "revisit"),
        *("propose", "propose", "propose", "play-back"),
    ],
    "co-created": CO,
    "nearly": LATE_FOR_ALL,
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "decided-alone": ["alone"],
    "obeyed": ["obeys"],
    "loudest": ["loudest"],
    "never-agreed": ["hides-limits"],
    "closed": ["froze"],
    "never-back": ["hides-limits", "never-back"],
    "missed-cut": ["back-once"],
}

STRATEGIES = {
    "provider-only": "decided-alone",
    "sign-off": "closed",
    "thorough-sign-off": "closed",
    "loudest": "loudest",
    "obeys-everyone": "obeyed",
    "listens-once": "never-back",
    "endless-talk": "never-agreed",
    "agrees-late": "agreed-late",
    "misses-the-second-event": "missed-cut",
    "co-creator": "co-created",
}
