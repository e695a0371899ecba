"""One of the value streams for each shape, what shows in it, and the shapes of the strategies."""

from stream_samples import RIGHT, SEVEN, laid

from itilkit.scenarios.value_stream.content import MAIN

BEST = ("known-errors", "standard-change", "supplier-channel")
PIPELINE = dict(
    zip(
        SEVEN,
        ("plan", "engage", "design-transition", "obtain-build", "deliver-support", "improve", "improve"),
        strict=True,
    )
)
MOSTLY_WRONG = {
    **RIGHT,
    "log-call": "plan",
    "investigate": "engage",
    "put-live": "plan",
    "check-caller": "plan",
}

RUNS = {
    "unfinished": ["order log-call investigate", "map log-call engage", "buy laptops"],
    "one-activity": laid(*BEST, mapping=dict.fromkeys(SEVEN, "deliver-support")),
    "pipeline": laid(*BEST, mapping=PIPELINE),
    "not-a-step": laid(*BEST, order=(*SEVEN[:3], "approval-meeting", *SEVEN[3:], "year-strategy")),
    "no-card": laid(),
    "spread-thin": laid("progress-messages", "auto-close", "laptops", "known-errors", "sign-off"),
    "faster": laid("laptops", "automate", "progress-messages"),
    "unchecked": laid("known-errors", "standard-change", "auto-close"),
    "signed-off": laid("known-errors", "supplier-channel", "sign-off"),
    "cut-loop": laid(*BEST, order=MAIN),
    "hired": laid("specialist", "progress-messages"),
    "wrong-map": laid(*BEST, mapping=MOSTLY_WRONG),
    "wrong-bottleneck": laid(*BEST, bottleneck="put-live"),
    "mixed-order": laid(*BEST, order=("investigate", "log-call", *SEVEN[2:])),
    "flowing": laid(*BEST),
    "nearly": laid("intake-form", "known-errors"),
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "unfinished": ["faster", "no-loop"],
    "one-activity": ["one-activity"],
    "pipeline": ["pipeline"],
    "spread-thin": ["faster", "unchecked"],
    "faster": ["faster"],
    "unchecked": ["unchecked"],
    "cut-loop": ["no-loop"],
}

STRATEGIES = {
    "provider-only": "faster",
    "cheapest": "spread-thin",
    "process-rigid": "pipeline",
    "please-everyone": "spread-thin",
    "no-card-bought": "no-card",
    "hires": "cut-loop",
    "hires-and-keeps-the-loop": "hired",
    "best-cards-wrong-map": "one-activity",
    "co-creator": "flowing",
    "best": "flowing",
}
