"""The affordable mix: three seasons, four people, ten features, and never enough money."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="affordable-mix",
    load=At(f"{__name__}.model:load_affordable_mix"),
    shown=At(f"{__name__}.shown:shown"),
    card=At(f"{__name__}.card.view:MixView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("01-focus-on-value", "Lesson 1, Focus on value"),
)
