"""The affordable mix: three seasons, four people, ten features, and never enough money."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="affordable-mix",
    load=At(f"{__name__}.model:load_affordable_mix"),
    shown=At(f"{__name__}.shown:shown"),
    worked=At(f"{__name__}.strategies:worked_run"),
    card=At(f"{__name__}.card.view:MixView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    tool=At(f"{__name__}.variants:TOOL"),
    lesson=Lesson("01-focus-on-value", "Lesson 1, Focus on value"),
)
