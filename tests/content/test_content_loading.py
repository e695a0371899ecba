"""Reading content: every problem of a file at once, each with its path and where it helps a guess."""

import attrs
import pytest
from content_samples import with_scenario

from itilkit.content import ContentError, did_you_mean, ended, load, parse
from itilkit.scenarios.affordable_mix.model import ID, Numbers, load_affordable_mix

WORDS, BASE = f"{ID}.toml", f"{ID}.base.toml"


@attrs.frozen
class Boat:
    """A small thing to read."""

    name: str
    seats: int
    length: float
    ramp: bool = False
    ports: tuple[str, ...] = ()


def problems(text, cls=Boat):
    with pytest.raises(ContentError) as found:
        parse(text, cls, name="boat.toml")
    return found.value.problems


def test_sound():
    """A sound file becomes the object that it describes; whole numbers pass for numbers."""
    text = 'name = "Effie"\nseats = 40\nlength = 21\nports = ["Varrin", "Ness"]'
    assert Boat("Effie", 40, 21.0, ports=("Varrin", "Ness")) == parse(text, Boat)


def test_all_problems_at_once():
    """Unknown keys, missing keys and wrong types of a whole file are told together, each with its path."""
    text = """
    variant = 7
    referenzes = [1.0, 2.0, 3.0]
    beside = [{ id = "x", name = "X", seasons = [1, "two"], value = "high", score = 1, extra = 1 }]
    [ratings.summer]
    mara = [1, 2.5, "3"]
    """
    assert (
        "variant: should be text, but is 7",
        "ratings.summer.mara[1]: should be a whole number, but is 2.5",
        "ratings.summer.mara[2]: should be a whole number, but is '3'",
        "references: missing",
        "beside[0].seasons[1]: should be a number, but is 'two'",
        "beside[0].value: should be a number, but is 'high'",
        'beside[0]: unknown key "extra"',
        'unknown key "referenzes"; did you mean "references"?',
    ) == problems(text, Numbers)


TYPES = {
    "number for text": ("name = 3", "name: should be text, but is 3"),
    "text for whole number": ('seats = "40"', "seats: should be a whole number, but is '40'"),
    "fraction for whole number": ("seats = 40.5", "seats: should be a whole number, but is 40.5"),
    "yes or no for whole number": ("seats = true", "seats: should be a whole number, but is True"),
    "yes or no for number": ("length = true", "length: should be a number, but is True"),
    "number for yes or no": ("ramp = 1", "ramp: should be true or false, but is 1"),
    "text for list": ('ports = "Ness"', "ports: should be a list, but is 'Ness'"),
    "number in a list of texts": ('ports = ["Ness", 4]', "ports[1]: should be text, but is 4"),
}


@pytest.mark.parametrize(("line", "problem"), TYPES.values(), ids=TYPES)
def test_types(line, problem):
    """Nothing is guessed at: a value of another type is a problem that names what should stand there."""
    key = line.split(" ")[0]
    sound = {"name": 'name = "Effie"', "seats": "seats = 40", "length": "length = 21.0"}
    assert (problem,) == problems("\n".join({**sound, key: line}.values()))


SHAPES = {
    "list for table": ("ratings = [1]", "ratings: should be a table, but is [1]"),
    "text for a list of tables": ("beside = 'no'", "beside: should be a list, but is 'no'"),
    "number for a table in a list": ("beside = [1]", "beside[0]: should be a table, but is 1"),
}


@pytest.mark.parametrize(("line", "problem"), SHAPES.values(), ids=SHAPES)
def test_shapes(line, problem):
    """A list where a table should be, or the reverse, is told as that."""
    key = line.split(" ")[0]
    sound = {"variant": "variant = 'x'", "references": "references = []", "beside": "beside = []"}
    sound["ratings"] = "ratings = {}"
    assert (problem,) == problems("\n".join({**sound, key: line}.values()), Numbers)


def test_not_toml():
    """A file that is not TOML is told with the place."""
    assert ("this is not TOML: Invalid value (at line 2, column 9)",) == problems(
        'name = "Effie"\nseats = = 3'
    )


def test_message():
    """The error's text names the file, counts the problems and lists them one a line."""
    with pytest.raises(ContentError) as found:
        parse("name = 3\nseats = 40", Boat, name="boat.toml")
    assert "boat.toml: 2 problems\n  name: should be text, but is 3\n  length: missing" == str(found.value)


def test_message_of_one():
    """A single problem is counted as one."""
    with pytest.raises(ContentError, match=r"\Aboat\.toml: 1 problem\n"):
        parse('name = "Effie"\nseats = 40', Boat, name="boat.toml")


def test_missing_file(tmp_path):
    """A file that is not there is a problem like any other."""
    with pytest.raises(ContentError, match=r"\Aitems/nope\.toml: 1 problem\n  the file cannot be read"):
        load("items/nope.toml", Boat, root=tmp_path)


def test_not_utf8(tmp_path):
    """A file in another encoding is a problem like any other."""
    (tmp_path / "boat.toml").write_bytes('name = "Übung"'.encode("latin-1"))
    with pytest.raises(ContentError, match=r"\Aboat\.toml: 1 problem\n  the file cannot be read"):
        load("boat.toml", Boat, root=tmp_path)


def test_did_you_mean():
    """A near word is offered, a far one is not."""
    assert '; did you mean "chatbot"?' == did_you_mean("chatbott", ["booking", "chatbot"])
    assert "" == did_you_mean("yacht", ["booking", "chatbot"])


def test_ended():
    """A sentence ends once: a question and an ellipsis need no full stop."""
    assert ["No.", "Sure?", "ask…"] == [ended("No"), ended("Sure?"), ended("ask…")]


# a scenario's files ---------------------------------------------------------------------------------


def scenario_problems(folder, changes):
    with pytest.raises(ContentError) as found:
        load_affordable_mix("base", root=with_scenario(folder, changes))
    return list(found.value.problems)


def test_slips_in_a_scenario(tmp_path):
    """Slips in a scenario's story are told all at once, by the path to each."""
    slips = [
        ('title = "The affordable mix"', 'titel = "The affordable mix"'),
        ("minutes = 15", 'minutes = "15"'),
        ('role = "customer"', 'roles = "customer"'),
    ]
    assert {
        "minutes: should be a whole number, but is '15'",
        "title: missing",
        'unknown key "titel"; did you mean "title"?',
        "people[0].role: missing",
        'people[0]: unknown key "roles"; did you mean "role"?',
    } == set(scenario_problems(tmp_path, {WORDS: slips}))


def test_references_of_a_scenario(tmp_path):
    """Dangling references, duplicate ids and numbers out of range are found in a second pass, in both of a
    scenario's files at once.
    """
    words = [
        ('id = "booking"', 'id = "alerts"'),
        ("weight = 0.30", "weight = 0.40"),
        ("belief = [2, 2, 4, 1, 0, 4, 0, 5, 4, 2]", "belief = [2, 2, 4]"),
        ('about = ["status-page"]', 'about = ["status-pages"]'),
    ]
    numbers = [
        ("references = [73.08333333333333, ", "references = [-1.0, "),
        ("[ratings.summer]\nmara = [4, 1,", "[ratings.summer]\nmara = [9, 1,"),
        ("[ratings.storms]\nmara", "[ratings.storms]\nmarra"),
        ("[ratings.winter]\nmara = [3, 2, ", "[ratings.winter]\nmara = [3, "),
        ("[ratings.winter]", "[ratings.wintre]"),
    ]
    found = scenario_problems(tmp_path, {WORDS: words, BASE: numbers})
    assert {
        'features: "alerts" stands there twice',
        "people: the weights add up to 1.1, but should to 1",
        "belief: has 3 ratings, but there are 10 features",
        'lines.summer.mara[0].about: there is no feature "status-pages"; did you mean "status-page"?',
        "references[0]: should lie above 0 and up to 100, but is -1",
        "ratings.summer.mara[0]: should be 0 to 5, but is 9",
        'ratings.storms: unknown "marra"; did you mean "mara"?',
        'ratings.storms: "mara" is missing',
        'ratings: unknown "wintre"; did you mean "winter"?',
        'ratings: "winter" is missing',
        "ratings.wintre.mara: has 9 ratings, but there are 10 features",
    } <= set(found)


def test_sound_copy_of_a_scenario(tmp_path):
    """An unchanged copy of a scenario's files loads as the one that ships."""
    assert load_affordable_mix() == load_affordable_mix("base", root=with_scenario(tmp_path, {}))
