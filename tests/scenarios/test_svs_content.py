"""The words of the service value system: complete, fair, and checked as a whole."""

import re
import tomllib
from collections import Counter
from statistics import mean

import pytest
from svs_samples import IDLE, KEYS, VARIANTS, WHOLE, system

from itilkit.content import ContentError, content_root
from itilkit.scenarios.service_value_system.model import ID, load_service_value_system

SYSTEMS = {variant: system(variant) for variant in VARIANTS}
BASE = SYSTEMS["base"]
SHARED = content_root() / "scenarios" / f"{ID}.toml"


def prompts(variant):
    scenario = SYSTEMS[variant]
    return [*scenario.cards.values(), *scenario.symptoms.values()]


def test_tiles():
    """There are thirteen tiles: eight with a place in the system, and five with none."""
    tiles = {tile.id: tile.belongs for tile in BASE.words.tiles}
    assert WHOLE == {tile: slot for tile, slot in tiles.items() if slot}
    assert set(IDLE) == {tile for tile, slot in tiles.items() if not slot}


def test_places_drawn():
    """The picture has room for two inputs, five components and one output."""
    assert {"input": 2, "component": 5, "output": 1} == {slot.id: slot.drawn for slot in BASE.words.slots}


@pytest.mark.parametrize("variant", VARIANTS)
def test_kinds_of_cards(variant):
    """Of a variant's twelve cards two to four belong to each of the four kinds, so that counting does not
    help and no single answer gives more than a third.
    """
    kinds = Counter(SYSTEMS[variant].keys.cards.values())
    assert {"input", "component", "output", "none"} == set(kinds)
    assert 12 == kinds.total()
    assert all(2 <= count <= 4 for count in kinds.values())


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_component_is_missing_once(variant):
    """A variant's five symptoms have each of the five components missing once."""
    scenario = SYSTEMS[variant]
    assert sorted(scenario.components) == sorted(scenario.keys.diagnoses.values())


def test_variants_share_nothing():
    """The assignment has other cards and symptoms than the lesson, by name and by text."""
    ids = [prompt.id for variant in VARIANTS for prompt in prompts(variant)]
    texts = [prompt.text for variant in VARIANTS for prompt in prompts(variant)]
    assert 2 * (12 + 5) == len(set(ids)) == len(set(texts))


def test_order_of_one_variant_does_not_help_in_the_other():
    """Who carries the lesson's answers over by their places finds at most four cards and one symptom."""
    same = [
        sum(a == b for a, b in zip(BASE.keys.cards.values(), in_order("graded", "cards"), strict=True)),
        sum(
            a == b for a, b in zip(BASE.keys.diagnoses.values(), in_order("graded", "diagnoses"), strict=True)
        ),
    ]
    assert same[0] <= 4
    assert same[1] <= 1


def in_order(variant, what):
    """A variant's keys in the order in which cards or symptoms are shown."""
    scenario = SYSTEMS[variant]
    shown = scenario.cards if what == "cards" else scenario.symptoms
    return [getattr(scenario.keys, what)[name] for name in shown]


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_run_of_one_kind(variant):
    """No three cards of one kind stand together, and none in the order of the tiles."""
    kinds = in_order(variant, "cards")
    assert not any(len(set(kinds[place : place + 3])) == 1 for place in range(10))
    assert list(SYSTEMS[variant].components) != in_order(variant, "diagnoses")


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_sentence_a_card(variant):
    """A card is one sentence; a symptom is two or three."""
    for card in SYSTEMS[variant].cards.values():
        assert 1 == len(re.findall(r"[.?!](\s|$)", card.text)), card.text
    for symptom in SYSTEMS[variant].symptoms.values():
        assert len(re.findall(r"[.?!](\s|$)", symptom.text)) in {2, 3}, symptom.text


@pytest.mark.parametrize("variant", VARIANTS)
def test_length_does_not_tell(variant):
    """Cards are alike in length, whatever they are: so are symptoms."""
    scenario = SYSTEMS[variant]
    for shown in (scenario.cards, scenario.symptoms):
        lengths = [len(prompt.text) for prompt in shown.values()]
        assert max(lengths) <= 1.3 * min(lengths)
    overall = mean(len(card.text) for card in scenario.cards.values())
    for kind in ("input", "component", "output", "none"):
        of_kind = [len(card.text) for card in scenario.cards.values() if scenario.keys.cards[card.id] == kind]
        assert mean(of_kind) == pytest.approx(overall, rel=0.1), kind


TERMS = {
    "input",
    "output",
    "component",
    "principle",
    "governance",
    "govern",
    "chain",
    "practice",
    "practices",
    "practise",
    "improve",
    "improvement",
    "opportunity",
    "demand",
    "value",
    "stream",
    "streams",
    "dimension",
    "dimensions",
    "lifecycle",
    "service-desk",
    "customer",
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_wording_gives_nothing_away(variant):
    """No card or symptom holds the name of a tile, of a slot or of a near relative of either."""
    for prompt in prompts(variant):
        words = set(re.findall(r"[a-z-]+", prompt.text.lower()))
        assert set() == words & TERMS, prompt.text


def test_whys():
    """For every card and symptom there is a sentence why, the lesson's in the package and the assignment's
    beside its keys; no two are the same within a variant.
    """
    for variant in VARIANTS:
        whys = SYSTEMS[variant].keys.why
        assert {prompt.id for prompt in prompts(variant)} == set(whys)
        assert all(why.endswith(".") for why in whys.values())
        assert len(whys) == len(set(whys.values()))


@pytest.mark.parametrize("event", BASE.words.events, ids=lambda event: event.id)
def test_scenes(event):
    """An event is a scene of two sentences at Varrin, and one sentence for each way it can go, which does
    not name the tile that it is about.
    """
    assert 2 == len(re.findall(r"[.?!](\s|$)", event.scene))
    for sentence in (event.there, event.missing):
        assert 1 == len(re.findall(r"[.?!](\s|$)", sentence))
        name = BASE.tiles[event.needs].name.lower()
        assert name not in f"{event.name} {event.scene} {sentence}".lower()


def test_tiles_say_why():
    """Every tile has its own sentence on why it belongs where it does, or nowhere."""
    whys = [tile.why for tile in BASE.words.tiles]
    assert 13 == len(set(whys))
    assert all(why.endswith(".") for why in whys)


# files that do not hold together ----------------------------------------------------------------------


def written(tmp_path, *, shared=(), base=()):
    """A content folder with the shipped files, some of their words replaced."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name, changes in ((f"{ID}.toml", shared), (f"{ID}.base.toml", base)):
        text = (content_root() / "scenarios" / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


BROKEN = {
    "unknown slot": (
        {"shared": [('belongs = "output"', 'belongs = "outputt"')]},
        ['tiles[7].belongs: there is no slot "outputt"; did you mean "output"?'],
    ),
    "unknown need": (
        {"shared": [('needs = "demand"', 'needs = "demands"')]},
        ['events[1].needs: there is no tile "demands"; did you mean "demand"?'],
    ),
    "a need that belongs nowhere": (
        {"shared": [('needs = "practices"', 'needs = "customer"')]},
        ['events[5].needs: "customer" belongs nowhere, so no event can need it'],
    ),
    "loss out of range": (
        {"shared": [("loss = 30.0", "loss = 300.0")]},
        ["events[4].loss: should be 0 to 100, but is 300"],
    ),
    "slots in another order": (
        {"shared": [('id = "input"\nname', 'id = "entry"\nname')]},
        ["slots: should be input, component, output, in that order"],
    ),
    "too few worths": (
        {"shared": [("[79.0, 88.0, 68.0, 62.0, 76.0, 51.0, 50.0]", "[79.0]")]},
        ["beside[0].events: has 1 worths, not 7"],
    ),
    "a tile twice": (
        {"shared": [('id = "value-streams"', 'id = "value"')]},
        ['tiles: "value" stands there twice'],
    ),
    "an event twice": (
        {"shared": [('id = "storm-calls"', 'id = "grant"')]},
        ['events: "grant" stands there twice'],
    ),
    "unknown key of a card": (
        {"base": [('key = "input"\nwhy = "This is demand', 'key = "inputs"\nwhy = "This is demand')]},
        ['cards[0].key: there is no "inputs"; did you mean "input"?'],
    ),
    "unknown key of a symptom": (
        {"base": [('key = "practices"', 'key = "value-streams"')]},
        ['symptoms[3].key: there is no "value-streams"'],
    ),
    "one id for a card and a symptom": (
        {"base": [('id = "own-taste"', 'id = "sea-cable"')]},
        ['cards and symptoms: "sea-cable" stands there twice'],
    ),
    "a key missing, two problems at once": (
        {"base": [('key = "practices"\n', "")]},
        [
            "symptoms[3]: key and why stand there together, or neither does",
            "only 16 cards and symptoms have a key: give all of them one, or none",
        ],
    ),
}


@pytest.mark.parametrize(("changes", "problems"), BROKEN.values(), ids=BROKEN)
def test_broken(tmp_path, changes, problems):
    """Files that do not hold together are refused with every problem and its place."""
    with pytest.raises(ContentError) as refused:
        load_service_value_system(root=written(tmp_path, **changes))
    assert problems == list(refused.value.problems)


def test_too_few_cards(tmp_path):
    """A variant has twelve cards and five symptoms, no fewer."""
    text = (content_root() / "scenarios" / f"{ID}.base.toml").read_text(encoding="utf-8")
    first = text.split("[[cards]]")[1]
    root = written(tmp_path, base=[(f"[[cards]]{first}", "")])
    with pytest.raises(ContentError) as refused:
        load_service_value_system(root=root)
    assert ["cards: there should be 12, but there are 11"] == list(refused.value.problems)


# the keys of the assignment ---------------------------------------------------------------------------


def changed(**tables):
    """The keys of graded, some of them changed (None: taken out)."""
    keys = {name: dict(table) for name, table in KEYS.items()}
    for name, changes in tables.items():
        table = keys.setdefault(name, {})
        for key, value in changes.items():
            if value is None:
                del table[key]
            else:
                table[key] = value
    return keys


BAD_KEYS = {
    "a card missing": (changed(cards={"rival-line": None}), ['cards: "rival-line" is missing']),
    "a card too many": (
        changed(cards={"rival-lines": "input"}),
        ['cards: unknown "rival-lines"; did you mean "rival-line"?'],
    ),
    "an unknown kind": (
        changed(cards={"rival-line": "inputs"}),
        ['cards.rival-line: there is no "inputs"; did you mean "input"?'],
    ),
    "an unknown component": (
        changed(diagnoses={"newspaper": "demand"}),
        ['diagnoses.newspaper: there is no "demand"'],
    ),
    "diagnoses missing": ({"cards": KEYS["cards"]}, ['keys: "diagnoses" is missing']),
    "another word for diagnoses": (
        {"cards": KEYS["cards"], "diagnosis": KEYS["diagnoses"]},
        ['keys: unknown "diagnosis"; did you mean "diagnoses"?', 'keys: "diagnoses" is missing'],
    ),
    "why of something else": (changed(why={"yacht": "It floats."}), ['why: unknown "yacht"']),
    "two problems at once": (
        changed(cards={"rival-line": None}, diagnoses={"newspaper": None}),
        ['cards: "rival-line" is missing', 'diagnoses: "newspaper" is missing'],
    ),
}


@pytest.mark.parametrize(("keys", "problems"), BAD_KEYS.values(), ids=BAD_KEYS)
def test_bad_keys(keys, problems):
    """Keys that do not fit the variant's cards and symptoms are refused with every problem."""
    with pytest.raises(ContentError) as refused:
        load_service_value_system("graded").with_keys(keys)
    assert "keys of service-value-system.graded" == refused.value.name
    assert problems == list(refused.value.problems)


def test_keys_without_why():
    """Keys alone are enough; then nothing is said on why."""
    keys = {"cards": KEYS["cards"], "diagnoses": KEYS["diagnoses"]}
    assert {} == load_service_value_system("graded").with_keys(keys).keys.why


def test_shared_file_is_toml_without_keys():
    """What all variants share holds no card and no symptom."""
    assert set() == {"cards", "symptoms"} & set(tomllib.loads(SHARED.read_text(encoding="utf-8")))
