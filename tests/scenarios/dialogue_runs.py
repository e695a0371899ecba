"""One of the dialogues for each shape, what shows in it, and the shapes of the strategies."""

from dialogue_samples import strategy

_WELL = strategy("co-creator")
_WITHOUT = [move if not move.startswith("play-back") else "wait" for move in _WELL]

RUNS = {
    "silent": ["wait", "wait"],
    "decided-alone": strategy("provider-only"),
    "never-agreed": strategy("endless-talk"),
    "agreed-late": strategy("agrees-late"),
    "left-out": strategy("sign-off"),
    "never-back": strategy("listens-once"),
    "missed-storm": strategy("does-as-told"),
    "missed-letter": strategy("misses-the-second-event"),
    "misread": _WITHOUT,
    "left-behind": [
        move.replace("month-plan port-steward marked-lanes", "month-plan").replace(
            "marked-lanes timed-tickets port-steward", "timed-tickets"
        )
        if move.startswith("revisit")
        else "propose month-plan"
        if move.startswith("propose")
        else move
        for move in _WELL
    ],
    "co-created": _WELL,
    "nearly": ["wait" if move.startswith("revisit marked") else move for move in _WELL],
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "decided-alone": ["alone"],
    "never-agreed": ["hides-limits", "never-read"],
    "agreed-late": ["as-told"],
    "left-out": ["hides-limits", "never-back", "never-invited"],
    "never-back": ["hides-limits", "never-back", "never-read"],
    "missed-storm": ["as-told", "hides-limits", "never-read"],
    "missed-letter": ["hides-limits", "answered-once"],
    "misread": ["never-read"],
    "left-behind": ["as-told"],
}

STRATEGIES = {
    "provider-only": "decided-alone",
    "sign-off": "left-out",
    "thorough-sign-off": "never-back",
    "loudest": "left-out",
    "gives-way": "missed-storm",
    "listens-once": "never-back",
    "endless-talk": "never-agreed",
    "agrees-late": "agreed-late",
    "misses-the-second-event": "missed-letter",
    "co-creator": "co-created",
}
