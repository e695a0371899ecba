"""All six scenarios side by side: how each is played, and the figures that the course design gives it."""

import importlib

import attrs
import capstone_play
import conditions_play
import dialogue_play
import mix_play
import stream_play
import svs_play
from svs_samples import answers

from itilkit.scenarios import load_scenario


@attrs.frozen(eq=False)
class Sample:
    """A scenario as the tests that all scenarios share see it.

    ``play`` is the module of its moves: ``LIKELY`` and ``NEAR_MISSES`` to make lists of, ``legal_runs`` for
    pairs of a variant and a legal run on it, ``finished`` for whether a legal run of such moves is over, and
    ``figures`` for what is shown of a run beside a learner's. ``table`` has value and score of the course's
    strategies by variant, rounded as the course design gives them. ``passing`` and ``naive`` name the
    strategies that pass and those within 35 % of the points, ``random`` what random play stays below and
    ``lucky`` how many of its 500 runs pass at the most. ``parts`` of a debrief are others for each shape,
    besides headline and advice. ``made`` is the variant that a tool is tried on, the seed, and the name of
    what comes of it.
    """

    id: str
    short: str
    most: float
    play: object
    table: dict
    passing: dict
    naive: tuple
    shown: dict
    random: float
    lucky: int = 0
    made: tuple = ("base", 7, "other")
    parts: tuple = ("well",)

    @property
    def over(self):
        """Whether a run of so many legal moves is over; None where its own tests say so."""
        return getattr(self.play, "finished", None)

    @property
    def runs(self):
        """One run for each shape that a debrief knows."""
        return importlib.import_module(f"{self.short}_runs")

    def shaped(self, shape):
        """The scenario on which the run of a shape is played."""
        if shape == "keys-apart":
            return load_scenario(self.id, "graded")
        return self.load("graded" if self.short == "capstone" else "base")

    def loader(self):
        """What loads the scenario from a folder of its own."""
        name = self.id.replace("-", "_")
        return getattr(importlib.import_module(f"itilkit.scenarios.{name}.model"), f"load_{name}")

    def load(self, variant):
        """The scenario on a variant, able to score."""
        return self.play.load(variant) if hasattr(self.play, "load") else load_scenario(self.id, variant)

    def module(self, what):
        """A module of the scenario, such as its ``debrief``, or of what authors have for it."""
        wing = "authoring" if what in {"search", "strategies", "variants"} else "scenarios"
        return importlib.import_module(f"itilkit.{wing}.{self.id.replace('-', '_')}.{what}")

    def listed(self, variant):
        """The variant under which the course's data list the strategies that are played on a variant: cards
        and symptoms of the service value system differ, and as many of them are answered rightly.
        """
        return "base" if self.short == "svs" else variant

    def policies(self, scenario):
        """The named strategies as policies; none where the course's move lists do for every variant."""
        return {} if self.short == "svs" else self.module("strategies").strategies(scenario)

    def moves(self, scenario, strategy):
        """The whole move list of a strategy of the course's data."""
        if self.short != "svs":
            return list(strategy.moves)
        return [*strategy.moves, *answers(scenario, strategy.cards_right, strategy.diagnoses_right)]


def both(*names):
    """The same strategies on both variants."""
    return {"base": set(names), "graded": set(names)}


SAMPLES = (
    Sample(
        id="affordable-mix",
        short="mix",
        most=12.0,
        play=mix_play,
        parts=(),
        table={
            "base": {
                "provider-only": (32.2, 0.00),
                "cheapest": (21.5, 0.00),
                "feature-maximizer": (56.9, 2.98),
                "asks-once": (65.6, 3.58),
                "loudest-voice": (59.6, 3.67),
                "please-everyone": (65.2, 7.50),
                "co-creator": (83.1, 12.00),
            },
            "graded": {
                "provider-only": (36.1, 0.00),
                "cheapest": (21.9, 0.00),
                "feature-maximizer": (56.8, 0.95),
                "asks-once": (57.4, 2.33),
                "loudest-voice": (54.9, 1.76),
                "please-everyone": (66.0, 7.38),
                "co-creator": (80.6, 11.75),
            },
        },
        passing=both("co-creator"),
        naive=("provider-only", "cheapest", "feature-maximizer"),
        shown={
            "provider-only": "Decides alone",
            "asks-once": "Asks once, never again",
            "please-everyone": "Pleases each in turn",
            "co-creator": "Co-creates",
        },
        random=9.0,
    ),
    Sample(
        id="service-value-system",
        short="svs",
        most=18.0,
        play=svs_play,
        table={"base": svs_play.TABLE, "graded": svs_play.TABLE},
        passing=both("correct"),
        naive=(),
        parts=(),
        shown=dict.fromkeys(["article-read-literally", "process-rigid", "put-everything-in", "correct"]),
        random=13.5,
    ),
    Sample(
        id="value-stream",
        short="stream",
        most=20.0,
        play=stream_play,
        table={
            "base": {
                "provider-only": (5.2, 3.33),
                "cheapest": (12.8, 3.33),
                "process-rigid": (5.2, 1.33),
                "please-everyone": (26.8, 7.50),
                "no-card-bought": (21.9, 9.50),
                "hires": (38.7, 8.89),
                "hires-and-keeps-the-loop": (38.7, 11.55),
                "best-cards-wrong-map": (60.3, 17.50),
                "co-creator": (58.1, 19.14),
                "best": (60.3, 20.00),
            }
        },
        passing=both("co-creator", "best"),
        naive=("provider-only", "cheapest"),
        shown={
            "provider-only": "Works faster",
            "please-everyone": "Buys a little of everything",
            "hires-and-keeps-the-loop": "Hires people",
            "co-creator": "Co-creates",
        },
        random=15.0,
        made=("base", 24, "graded"),
    ),
    Sample(
        id="dialogue",
        short="dialogue",
        most=12.0,
        play=dialogue_play,
        table={
            "base": {
                "provider-only": (0.0, 0.00),
                "sign-off": (22.2, 0.60),
                "thorough-sign-off": (20.0, 1.20),
                "loudest": (0.0, 0.00),
                "gives-way": (3.8, 0.00),
                "listens-once": (25.4, 0.82),
                "endless-talk": (0.0, 0.50),
                "agrees-late": (37.5, 3.91),
                "misses-the-second-event": (69.6, 7.54),
                "co-creator-first-try": (82.1, 11.15),
                "co-creator": (90.2, 11.40),
            }
        },
        passing={
            name: {"co-creator", "co-creator-first-try", "never-tries", "never-shares", "never-explores"}
            for name in ("base", "graded-01")
        },
        naive=("provider-only", "sign-off", "loudest", "listens-once", "endless-talk", "agrees-late"),
        shown={},
        random=3.0,
        made=("base", 7, "graded"),
    ),
    Sample(
        id="conditions",
        short="conditions",
        most=12.0,
        play=conditions_play,
        table={
            "base": {
                "big-bang-provider-only": (0.0, 0.00),
                "agile-without-listening": (14.3, 1.00),
                "customer-only": (27.3, 1.75),
                "big-bang-signed-requirements": (3.8, 2.00),
                "listens-releases-late": (6.4, 3.00),
                "everybody-in-everything": (35.4, 4.00),
                "co-creator-first-try": (67.3, 10.65),
                "co-creator": (71.5, 11.92),
            }
        },
        passing=both("co-creator", "co-creator-first-try"),
        naive=("big-bang-provider-only", "agile-without-listening", "everybody-in-everything"),
        shown={
            "agile-without-listening": "Releases often, asks nobody",
            "listens-releases-late": "Listens, releases late",
            "everybody-in-everything": "Everybody, every time",
            "co-creator": "Co-creates",
        },
        random=9.0,
        lucky=1,
        made=("base", 35, "graded"),
    ),
    Sample(
        id="capstone",
        short="capstone",
        most=30.0,
        play=capstone_play,
        table={
            "graded": {
                "provider-only": (24.4, 0.00),
                "cheapest": (13.3, 0.00),
                "feature-maximizer": (38.9, 2.00),
                "process-rigid": (41.7, 4.00),
                "please-everyone": (52.2, 6.00),
                "box-ticker": (60.1, 9.00),
                "co-creator": (79.0, 26.73),
            }
        },
        passing=both("co-creator"),
        naive=("provider-only", "cheapest", "feature-maximizer"),
        shown={
            "provider-only": "Decides alone",
            "process-rigid": "Signs once and keeps to it",
            "please-everyone": "Pleases each in turn",
            "box-ticker": "Ticks every box",
            "co-creator": "Co-creates",
        },
        random=9.0,
        made=("graded", 33, "base"),
    ),
)
