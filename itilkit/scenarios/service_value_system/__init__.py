"""The service value system: a board, thirteen tiles, and seven events that show what was built."""

from itilkit.scenarios.offer import At, Keyed, Lesson, Offer

OFFER = Offer(
    id="service-value-system",
    load=At(f"{__name__}.model:load_service_value_system"),
    shown=At(f"{__name__}.shown:shown"),
    worked=At(f"{__name__}.worked:worked_run"),
    card=At(f"{__name__}.card:SystemView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("02-service-value-system", "Lesson 2, The service value system"),
    keyed=(
        Keyed("cards", "the cards", verb="card"),
        Keyed("diagnoses", "the diagnoses", verb="diagnose"),
    ),
)
