"""The value stream designer: how a failed service is brought back, and where it waits."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="value-stream",
    load=At(f"{__name__}.model:load_value_stream"),
    shown=At(f"{__name__}.shown:shown"),
    card=At(f"{__name__}.card.view:StreamView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("03-value-streams", "Lesson 3, Value streams"),
)
