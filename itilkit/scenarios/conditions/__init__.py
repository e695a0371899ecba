"""Conditions of co-creation: six iterations, whom to involve, when to release."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="conditions",
    load=At(f"{__name__}.model:load_conditions"),
    shown=At(f"{__name__}.shown:shown"),
    card=At(f"{__name__}.card.view:ConditionsView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("05-how-to-co-create", "Lesson 5, How to co-create"),
)
