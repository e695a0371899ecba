"""The words, tiles, events, cards and symptoms of the service value system: what its files hold, and
whether they hold together.

The keys to cards and symptoms stand in the lesson's variant only. For an assignment they come from its
hidden tests (`checked_keys`), so that nobody can read them out of the package.
"""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, did_you_mean
from itilkit.scenarios.content_checks import astray, load_both, no_such, not_within, repeated

ID = "service-value-system"

#: What a card can be sorted as that has no place in the system.
NONE = "none"
#: The three places of the board.
SLOTS = ("input", "component", "output")
#: How many cards and symptoms a variant has.
CARDS, SYMPTOMS = 12, 5


@attrs.frozen
class Slot:
    """A place on the board: ``one`` is its name with an article, ``drawn`` how many tiles the picture
    shows room for (2, 5 and 1), which is no limit.
    """

    id: str
    name: str
    one: str
    drawn: int


@attrs.frozen
class Tile:
    """Something that can be placed: ``belongs`` is the id of its slot, empty when it belongs in none;
    ``why`` says so in a sentence.
    """

    id: str
    name: str
    belongs: str
    why: str

    @property
    def idle(self) -> bool:
        """Whether it does no work anywhere in the system."""
        return not self.belongs


@attrs.frozen
class Event:
    """Something that happens at Varrin: ``needs`` is the tile it asks for, ``loss`` the points of 100 that
    are lost without it. ``scene`` is told first, then ``there`` or ``missing``; none of them names the tile.
    """

    id: str
    name: str
    needs: str
    loss: float
    scene: str
    there: str
    missing: str


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's run: the worth of each event, value and score."""

    id: str
    name: str
    events: tuple[float, ...]
    value: float
    score: float


@attrs.frozen
class Words:
    """What all variants share (``service-value-system.toml``)."""

    title: str
    topic: str
    goal: str
    minutes: int
    slots: tuple[Slot, ...]
    tiles: tuple[Tile, ...]
    events: tuple[Event, ...]
    beside: tuple[Beside, ...]


@attrs.frozen
class Prompt:
    """A card to sort or a symptom to diagnose. ``key`` is the right answer and ``why`` its reason in a
    sentence; both are empty where the keys are kept apart.
    """

    id: str
    text: str
    key: str = ""
    why: str = ""


@attrs.frozen
class Prompts:
    """A variant (``service-value-system.NAME.toml``): its cards and symptoms, in the order shown."""

    variant: str
    cards: tuple[Prompt, ...]
    symptoms: tuple[Prompt, ...]


@attrs.frozen
class Keys:
    """The right answers: the slot or ``none`` by card, the missing component by symptom, and for any of
    them a sentence ``why``.
    """

    cards: Mapping[str, str]
    diagnoses: Mapping[str, str]
    why: Mapping[str, str]


def components(words: Words) -> tuple[str, ...]:
    """The ids of the tiles that a symptom can be put down to."""
    return tuple(tile.id for tile in words.tiles if tile.belongs == "component")


def load_words_and_prompts(variant: str, *, root: Traversable | None = None) -> tuple[Words, Prompts]:
    """What all variants share, and the cards and symptoms of ``variant``.

    Raises ContentError, with every problem of both files, when they do not hold together.
    """
    return load_both(ID, variant, Words, Prompts, _problems, root=root)


def _problems(words: Words, prompts: Prompts) -> Iterator[str]:
    yield from _word_problems(words)
    yield from _prompt_problems(words, prompts)


def own_keys(prompts: Prompts) -> Keys | None:
    """The keys that stand with the cards and symptoms themselves; None when they are kept apart."""
    if not all(prompt.key for prompt in (*prompts.cards, *prompts.symptoms)):
        return None
    return Keys(
        cards={card.id: card.key for card in prompts.cards},
        diagnoses={symptom.id: symptom.key for symptom in prompts.symptoms},
        why={prompt.id: prompt.why for prompt in (*prompts.cards, *prompts.symptoms)},
    )


def checked_keys(words: Words, prompts: Prompts, keys: Mapping[str, Mapping[str, str]]) -> Keys:
    """Keys given as ``{"cards": {id: slot}, "diagnoses": {id: component}}``, and if wanted a sentence for
    any of them as ``"why": {id: sentence}``.

    Raises ContentError, with every problem, unless exactly the variant's cards and symptoms have keys.
    """
    cards, symptoms = [card.id for card in prompts.cards], [symptom.id for symptom in prompts.symptoms]
    problems = list(astray("keys", keys, ("cards", "diagnoses", "why"), wanted=("cards", "diagnoses")))
    given = {name: keys.get(name, {}) for name in ("cards", "diagnoses", "why")}
    for name, ids, answers in (
        ("cards", cards, (*SLOTS, NONE)),
        ("diagnoses", symptoms, components(words)),
    ):
        if name in keys:
            problems += astray(name, given[name], ids)
        problems += [
            f'{name}.{id_}: there is no "{answer}"{did_you_mean(str(answer), answers)}'
            for id_, answer in given[name].items()
            if answer not in answers
        ]
    problems += astray("why", given["why"], [*cards, *symptoms], wanted=())
    if problems:
        raise ContentError(f"keys of {ID}.{prompts.variant}", problems)
    return Keys(cards=dict(given["cards"]), diagnoses=dict(given["diagnoses"]), why=dict(given["why"]))


def _word_problems(words: Words) -> Iterator[str]:
    """References and ranges of what all variants share, looked at after everything has been read."""
    tiles = [tile.id for tile in words.tiles]
    yield from repeated("tiles", tiles)
    yield from repeated("events", [event.id for event in words.events])
    if tuple(slot.id for slot in words.slots) != SLOTS:
        yield f"slots: should be {', '.join(SLOTS)}, in that order"
    for place, tile in enumerate(words.tiles):
        yield from no_such(f"tiles[{place}].belongs", "slot", tile.belongs, ("", *SLOTS))
    for place, event in enumerate(words.events):
        yield from no_such(f"events[{place}].needs", "tile", event.needs, tiles)
        if event.needs in tiles and words.tiles[tiles.index(event.needs)].idle:
            yield f'events[{place}].needs: "{event.needs}" belongs nowhere, so no event can need it'
        yield from not_within(f"events[{place}].loss", event.loss, 100)
    for place, beside in enumerate(words.beside):
        if len(beside.events) != len(words.events):
            yield f"beside[{place}].events: has {len(beside.events)} worths, not {len(words.events)}"


def _prompt_problems(words: Words, prompts: Prompts) -> Iterator[str]:
    yield from repeated("cards and symptoms", [each.id for each in (*prompts.cards, *prompts.symptoms)])
    with_key = 0
    for name, found, count, answers in (
        ("cards", prompts.cards, CARDS, (*SLOTS, NONE)),
        ("symptoms", prompts.symptoms, SYMPTOMS, components(words)),
    ):
        if len(found) != count:
            yield f"{name}: there should be {count}, but there are {len(found)}"
        for place, prompt in enumerate(found):
            with_key += bool(prompt.key)
            if prompt.key and prompt.key not in answers:
                yield f'{name}[{place}].key: there is no "{prompt.key}"{did_you_mean(prompt.key, answers)}'
            if bool(prompt.key) != bool(prompt.why):
                yield f"{name}[{place}]: key and why stand there together, or neither does"
    if with_key not in {0, len(prompts.cards) + len(prompts.symptoms)}:
        yield f"only {with_key} cards and symptoms have a key: give all of them one, or none"
