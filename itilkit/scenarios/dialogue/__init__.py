"""The dialogue: eighteen turns with four people, and an agreement that has to live."""

from itilkit.scenarios.offer import At, Lesson, Offer

OFFER = Offer(
    id="dialogue",
    load=At(f"{__name__}.model:load_dialogue"),
    shown=At(f"{__name__}.shown:shown"),
    worked=At(f"{__name__}.strategies:worked_run"),
    card=At(f"{__name__}.card.view:DialogueView"),
    steps=At(f"{__name__}.shown:STEPS"),
    observed=At(f"{__name__}.observed:OBSERVATIONS"),
    lesson=Lesson("04-dialogue", "Lesson 4, The dialogue"),
)
