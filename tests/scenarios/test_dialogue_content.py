"""The words and numbers of the dialogue: what is in them, and that slips in them are found."""

import re
import shutil

import pytest
from dialogue_samples import dialogue, played, said, strategy

from itilkit.content import ContentError, content_root
from itilkit.scenarios.dialogue.content import LEAST_LINES, SPEAKERS
from itilkit.scenarios.dialogue.model import ID, load_dialogue

WORDS, BASE = f"{ID}.toml", f"{ID}.base.toml"
ENDINGS = (".", "?", "!", "…", "”")


def copied(folder, changes):
    """A copy of the scenario's files with some of their text replaced, by file name."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    for name in (WORDS, BASE):
        shutil.copy(str(content_root() / "scenarios" / name), scenarios)
        text = (scenarios / name).read_text(encoding="utf-8")
        for old, new in changes.get(name, []):
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (scenarios / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder, changes):
    with pytest.raises(ContentError) as found:
        load_dialogue("base", root=copied(folder, changes))
    return set(found.value.problems)


def every_line():
    """All that anybody says or is seen to do, but for you."""
    lines = dialogue().words.lines
    return [
        (f"{verb} {result} {who}", text)
        for verb, results in lines.items()
        for result, by_person in results.items()
        for who, texts in by_person.items()
        for text in texts
    ]


def test_lines_enough():
    """There are three lines at least for everything that anybody can answer, and none stands there twice."""
    for (verb, result), people in SPEAKERS.items():
        for who in people:
            assert len(dialogue().words.lines[verb][result][who]) >= LEAST_LINES
    texts = [text for _, text in every_line()]
    assert len(texts) == len(set(texts))


def test_whole_sentences():
    """Everything that is said or told ends as a sentence and begins as one."""
    words = dialogue().words
    told = [
        *words.opening,
        *(text for _, text in every_line()),
        *(line for lines in words.you.values() for line in lines),
        *(text for event in words.events for text in event.story),
        *(text for date in words.dates for text in (date.none, date.poor, date.middling, date.strong)),
        *(text for point in words.points for text in (point.text, point.changed, point.assumed) if text),
        *(move.hint for move in words.moves),
    ]
    assert [] == [text for text in told if not text.endswith(ENDINGS) or text[0].islower()]
    assert [] == [text for text in told if "'" in text or '"' in text]


def test_ines_speaks_in_full():
    """Ines never shortens a word: one can tell people apart by how they speak."""
    short = re.compile(r"\b(I’m|I’ve|I’d|I’ll|don’t|can’t|it’s|that’s|isn’t|won’t|didn’t)\b", re.IGNORECASE)
    assert [] == [text for key, text in every_line() if key.endswith("ines") and short.search(text)]


def test_guarded_people_say_little():
    """Who does not trust you says less than who does: guarded replies are the shorter ones, for everybody."""
    lines = dialogue().words.lines
    for person in ("mara", "tomas", "ines", "bryn"):
        guarded = [*lines["listen"]["guarded"][person], *lines["explore"]["not-yet"][person]]
        open_ones = [*lines["listen"]["heard"][person], *lines["explore"]["told"][person]]
        assert max(map(len, guarded)) < sum(map(len, open_ones)) / len(open_ones)


def test_a_log_in_order():
    """A move's story lists what you say, what is answered, what is known now, and then what happens."""
    assert (
        "You: “{}”",
        "Tomas: “{}”",
        "You know now: Tomas needs to know before the queue does.",
        dialogue().dates[6].none,
        *dialogue().happenings["storm"].story,
    ) == tuple(
        re.sub("“.*”", "“{}”", line) if line.startswith(("You:", "Tomas:")) else line
        for line in played(*["wait"] * 5, "listen tomas").events[5:]
    )


def test_needs_change_in_words():
    """After the storm Tomas says something else, and speaks of what he said before only if he did."""
    lines = dialogue().words.lines["listen"]
    again = said(played("listen tomas", *["wait"] * 5, "listen tomas"), "tomas")
    late = said(played(*["wait"] * 6, "listen tomas"), "tomas")
    assert again[0] in lines["heard"]["tomas"]
    assert again[1] in lines["heard-new"]["tomas"]
    assert late[0] in lines["heard-late"]["tomas"]


def test_nothing_is_repeated_in_a_good_run():
    """In the co-creator's run nobody says anything twice."""
    result = played(*strategy("co-creator"))
    lines = [event for event in result.events if "“" in event]
    assert len(lines) == len(set(lines))


def test_names_of_moves():
    """Buttons and logs name a move in words, with the person whom it is about."""
    scenario = dialogue()
    assert "Listen to Tomas" == scenario.name("listen", "tomas")
    assert "Share our limits" == scenario.name("share-limits")
    assert "explored what holds Bryn back" == scenario.past("explore", "bryn")


def test_sound_copy(tmp_path):
    """An unchanged copy of the files loads as the scenario that ships."""
    assert dialogue() == load_dialogue("base", root=copied(tmp_path, {}))


def test_slips_in_the_words(tmp_path):
    """Missing and unknown names, missing texts and too few lines are told all at once."""
    slips = [
        ('id = "need-bryn"', 'id = "need-brin"'),
        ('changed = "Tomas needs a vehicle list that works when the mast is down."\n', ""),
        ('assumed = "Mara, you assume, needs full boats."\n', ""),
        ('name = "Listen to {name}"', 'name = "Listen to {person}"'),
        ("fair = 12.0", "fair = 32.0"),
        ("turn = 18\n", "turn = 17\n"),
        ('id = "storm"', 'id = "gale"'),
        ("[lines.listen.guarded]", "[lines.listen.gaurded]"),
        ('  "Nothing that you’d want to write down.",\n', ""),
        (
            '  "I have no remarks at this stage.",\n',
            '  "I have no remarks at this stage.",\n  "I have no remarks at this stage.",\n',
        ),
    ]
    assert {
        'points: unknown "need-brin"; did you mean "need-bryn"?',
        'points: "need-bryn" is missing',
        "points[1].changed: missing, and an event changes need-tomas",
        "points[0].assumed: missing, and deciding alone assumes need-mara",
        "moves[1].name: only {name} can be filled in",
        "dates[0]: fair and good should rise from 0 to 100, but are 32 and 20",
        "dates: should be after turns 6, 12, 18, in this order",
        'events: unknown "gale"',
        'events: "storm" is missing',
        'lines: unknown "lines.listen.gaurded.mara"; did you mean "lines.listen.guarded.mara"?',
        'lines: "lines.listen.guarded.mara" is missing',
        "lines.explore.not-yet.tomas: should be 3 lines at least, but is 2",
        "lines.listen.gaurded.ines: a line stands there twice",
    } <= problems(tmp_path, {WORDS: slips})


def test_slips_in_the_numbers(tmp_path):
    """Missing and unknown names and numbers out of range are told all at once."""
    slips = [
        ("reference = 76.34", "reference = 176.34"),
        ("tomas = 1", "tomas = 6"),
        ("bryn = 0", "brin = 0"),
        ("own = 10.0", "own = 0.0"),
        ("worths = [", "worths = [1.0, "),
    ]
    assert {
        "reference: should lie above 0 and up to 100, but is 176.34",
        "trust.tomas: should be 0 to 5, but is 6",
        'trust: unknown "brin"; did you mean "bryn"?',
        'trust: "bryn" is missing',
        "weights.own: should be more than 0, but is 0",
        "weights: should add to 100, but add to 90",
        "beside[0].worths: has 4 values, not 3",
    } == problems(tmp_path, {BASE: slips})
