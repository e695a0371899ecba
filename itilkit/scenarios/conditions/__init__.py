"""Conditions of co-creation: six iterations, whom to involve, when to release."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="conditions",
    load=At(f"{__name__}.model:load_conditions"),
    shown=At(f"{__name__}.shown:shown"),
    worked=At(f"{__name__}.strategies:worked_run"),
    card=At(f"{__name__}.card.view:ConditionsView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    tool=At(f"{__name__}.variants:TOOL"),
    lesson=Lesson("05-how-to-co-create", "Lesson 5, How to co-create"),
)
