"""One of the service value systems for each shape, what shows in it, and the shapes of the strategies."""

from svs_samples import IDLE, WHOLE, answers, place, system, without

BASE = system()
ALL = answers(BASE, 12, 5)

RUNS = {
    "empty": ["run"],
    "everything": place(WHOLE | dict.fromkeys(IDLE, "component")),
    "chain-and-streams": place(
        {
            "demand": "input",
            "service-value-chain": "component",
            "value-streams": "component",
            "value": "output",
        }
    ),
    "points-of-view": place(WHOLE | {"four-dimensions": "component"}),
    "tool-bought": place(WHOLE | {"service-desk-tool": "component"}),
    "extra-streams": place(WHOLE | {"value-streams": "component"}),
    "customer-inside": place(WHOLE | {"customer": "output"}),
    "ends-confused": place(WHOLE | {"value": "input", "demand": "output"}),
    "ungoverned": place(without("governance")),
    "gaps": place(without("governance", "opportunity")),
    "unanswered": [*place(WHOLE), *ALL[:10]],
    "keys-apart": [*place(WHOLE), *answers(system("graded"), 12, 5)],
    "names-only": [*place(WHOLE), *answers(BASE, 8, 5)],
    "nearly": [*place(WHOLE), *answers(BASE, 11, 4)],
    "correct": [*place(WHOLE), *ALL],
}

#: What is observed in the runs of these shapes; in the others nothing is.
SEEN = {
    "chain-and-streams": ["chain-and-streams"],
    "points-of-view": ["views"],
    "extra-streams": ["streams"],
    "ungoverned": ["ungoverned"],
    "gaps": ["ungoverned"],
}
STRATEGIES = {
    "article-read-literally": "chain-and-streams",
    "process-rigid": "points-of-view",
    "tool-buyer": "tool-bought",
    "put-everything-in": "everything",
    "all-wrong-tiles-as-inputs": "everything",
    "correct": "correct",
}
