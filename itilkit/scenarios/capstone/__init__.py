"""The capstone: four quarters that join mix, trust, stream, agreement and governance."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="capstone",
    load=At(f"{__name__}.model:load_capstone"),
    shown=At(f"{__name__}.shown:shown"),
    card=At(f"{__name__}.card.view:CapstoneView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("06-capstone", "Lesson 6, The capstone"),
)
