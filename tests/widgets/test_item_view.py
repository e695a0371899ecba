"""The view of a question: choosing, ticking, and what a lesson says about it."""

import re
from html import escape

import pytest
from content_samples import with_items
from sorting_samples import CLASSIFY_ITEM, MATCH_ITEM, ORDER_ITEM

from itilkit.items import AnswerProblem, Question, load_items, misconceptions, read_items
from itilkit.widgets.item_feedback import question_html
from itilkit.widgets.item_view import ItemView, OrderView, PairsView, question_view

OPTIONS = {"a": "The <script>team</script>", "b": 'Whoever "uses" it', "c": "The board & co"}
CHOICE = Question("who-decides", "A case <b>here</b>. Who decides?", OPTIONS, "choice")
MULTI = Question("who-decides", "A case. Who decides?", OPTIONS, "multi")
BANK = sorted(name for name, item in load_items().items() if item.kind in {"choice", "multi"})


def test_choice_is_the_last_option_picked():
    """Of a single choice the last pick counts."""
    view = ItemView(CHOICE)
    view.act("pick", "a")
    view.act("pick", "c")
    assert "c" == view.answer()


def test_ticks_stand_in_the_order_of_the_options():
    """Ticked options stand in the answer in the question's order, and a second click unticks."""
    view = ItemView(MULTI)
    for option in ("c", "a", "b", "b"):
        view.act("pick", option)
    assert ["a", "c"] == view.answer()


def test_none_of_them_is_an_answer():
    """“None of these belongs” is the empty list, which is not the same as no answer."""
    view = ItemView(MULTI)
    assert view.answer() is None
    view.act("none", "")
    assert [] == view.answer()


@pytest.mark.parametrize("action", [("pick", "z"), ("none", ""), ("show", ""), ("dance", "a")])
def test_unknown_controls_change_nothing(action):
    """A control that this question does not have changes nothing."""
    view = ItemView(CHOICE)
    view.act("pick", "a")
    view.act(*action)
    assert "a" == view.answer()


@pytest.mark.parametrize("question", [CHOICE, MULTI])
def test_texts_are_escaped(question):
    """Signs that mean something in HTML are shown, not run, in the stem, the options and what is said."""
    view = ItemView(question)
    view.act("pick", "a")
    html = view.html()
    assert "<script>" not in html
    assert "&lt;script&gt;team&lt;/script&gt;" in html
    assert "The board &amp; co" in html
    assert "<b>here" not in html


def test_answer_out_of_the_notebook_is_shown():
    """An answer out of the notebook is ticked on the card; None takes it off again."""
    view = ItemView(MULTI)
    view.load(["b"])
    assert ["b"] == view.answer()
    assert 1 == view.html().count(" checked")
    view.load(None)
    assert view.answer() is None


@pytest.mark.parametrize("answer", ["z", ["a"], 3, {"a": "b"}])
def test_answer_of_another_form_is_refused(answer):
    """An answer that the question does not take is refused in one sentence and changes nothing."""
    view = ItemView(CHOICE)
    view.act("pick", "b")
    with pytest.raises(AnswerProblem):
        view.load(answer)
    assert "b" == view.answer()


def test_assignment_says_nothing_about_an_answer():
    """Without an item of the bank there is no feedback, whatever is picked."""
    view = ItemView(CHOICE)
    for option in OPTIONS:
        view.act("pick", option)
        assert 'id="§outcome"></div>' in view.html()


@pytest.mark.parametrize("name", BANK)
def test_every_wrong_option_of_the_bank_is_explained_without_its_code(name):
    """Every option of a practice item is explained, a wrong one by its misconception, without its code."""
    item = load_items()[name]
    for option in item.question.options:
        view = ItemView(item.question, item)
        view.act("pick", option)
        view.act("show", "")
        html = view.html()
        right = option in item.solution
        assert re.search(r"\bM\d+\b", re.sub(r"<[^>]+>", " ", html)) is None
        if item.question.kind == "choice":
            assert ("✓ Right" in html, "✗ Not yet" in html) == (right, not right)
        code, because = item.because[option] if not right else (None, None)
        if code is not None:
            assert escaped(misconceptions()[code].sentence) in html
            assert escaped(because) in html


def escaped(text):
    """``text`` as it stands in HTML."""
    return escape(text)


def test_ticks_are_explained_only_when_asked_for():
    """Ticks are explained when the learner asks for it; a further tick hides the explanation again."""
    item = next(load_items()[name] for name in BANK if load_items()[name].question.kind == "multi")
    view = ItemView(item.question, item)
    option = next(iter(item.question.options))
    view.act("pick", option)
    assert 'id="§outcome"></div>' in view.html()
    view.act("show", "")
    assert 'id="§outcome"></div>' not in view.html()
    view.act("pick", option)
    assert 'id="§outcome"></div>' in view.html()


# match and classify ---------------------------------------------------------------------------------

TARGETS = {"x": "Inside & out", "y": 'A "part"', "z": "<b>Nothing</b>"}
MATCH = Question("what-is-what", "A case. What is what?", OPTIONS, "match", TARGETS)
CLASSIFY = Question("what-is-what", "A case. What is what?", OPTIONS, "classify", TARGETS)
ORDER = Question("what-first", "A case. What comes first?", OPTIONS, "order")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """One item of each kind that sorts."""
    folder = tmp_path_factory.mktemp("bank")
    return read_items(with_items(folder, sorts=MATCH_ITEM + CLASSIFY_ITEM + ORDER_ITEM))


def texts(html):
    """What a reader sees of ``html``."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def outcome(view):
    """What the card says about the answer."""
    return texts(view.html().partition('id="§outcome">')[2])


@pytest.mark.parametrize(
    ("question", "view"),
    [(CHOICE, ItemView), (MULTI, ItemView), (MATCH, PairsView), (CLASSIFY, PairsView), (ORDER, OrderView)],
)
def test_every_kind_has_its_view(question, view):
    """Each kind of question is drawn by the view that is for it."""
    assert view is type(question_view(question))


@pytest.mark.parametrize("question", [MATCH, CLASSIFY], ids=["match", "classify"])
def test_rows_stand_in_the_order_of_the_question(question):
    """Rows stand in the answer in the question's order; the last target counts, and may come again."""
    view = PairsView(question)
    assert view.answer() is None
    for arg in ("c=x", "a=y", "a=x"):
        view.act("set", arg)
    assert [("a", "x"), ("c", "x")] == list(view.answer().items())
    assert "The <script>team</script> → Inside & out. 2 of 3 rows decided." == view.said


def test_a_row_can_be_opened_again():
    """“choose…” takes a row out of the answer; with the last row the answer is gone."""
    view = PairsView(MATCH)
    view.act("set", "a=y")
    view.act("set", "b=z")
    view.act("set", "a=")
    assert {"b": "z"} == view.answer()
    view.act("set", "b=")
    assert view.answer() is None


@pytest.mark.parametrize(
    "action", [("set", "a=q"), ("set", "q=x"), ("set", "a"), ("set", ""), ("show", ""), ("up", "a")]
)
def test_controls_that_no_row_has_change_nothing(action):
    """A row or target that is not there, or a control of another kind, changes nothing."""
    view = PairsView(MATCH)
    view.act("set", "a=x")
    view.act(*action)
    assert {"a": "x"} == view.answer()


@pytest.mark.parametrize("question", [MATCH, CLASSIFY, ORDER], ids=["match", "classify", "order"])
def test_sorting_texts_are_escaped(question):
    """Signs that mean something in HTML are shown, not run, in rows, targets and names of controls."""
    html = question_view(question).html()
    assert "<script>" not in html
    assert "<b>Nothing" not in html
    assert "&lt;script&gt;team&lt;/script&gt;" in html


def test_question_without_controls():
    """Where nothing can be clicked, rows and targets stand as two lists."""
    html = question_html(MATCH)
    assert (
        "A case. What is what? The &lt;script&gt;team&lt;/script&gt; Whoever &quot;uses&quot; it "
        "The board &amp; co To choose from: Inside &amp; out A &quot;part&quot; &lt;b&gt;Nothing&lt;/b&gt;"
    ) == texts(html)
    assert '<ul class="targets">' in html
    assert "To choose from" not in question_html(ORDER)


def test_every_row_has_a_named_control():
    """A row's text names its select box, or its group of radio buttons."""
    html = PairsView(MATCH).html()
    assert all(f'<label for="§set-{row}">' in html and f'<select id="§set-{row}"' in html for row in OPTIONS)
    html = PairsView(CLASSIFY).html()
    assert all(f'aria-labelledby="§text-{row}"><p id="§text-{row}">' in html for row in OPTIONS)
    assert len(OPTIONS) * len(TARGETS) == html.count('type="radio"')


@pytest.mark.parametrize(("question", "mark"), [(MATCH, " selected"), (CLASSIFY, " checked")])
def test_rows_out_of_the_notebook_are_shown(question, mark):
    """Rows out of the notebook stand on the card again; None and an empty answer take them off."""
    view = PairsView(question)
    open_rows = view.html().count(mark)
    view.load({"b": "z"})
    assert {"b": "z"} == view.answer()
    assert 'value="z" selected' in view.html() or 'value="z" id="§set-b-z"' in view.html()
    for nothing in (None, {}):
        view.load({"b": "z"})
        view.load(nothing)
        assert view.answer() is None
        assert open_rows == view.html().count(mark)


@pytest.mark.parametrize("answer", ["x", ["x"], {"a": "q"}, {"q": "x"}, {"a": {"b": "x"}}])
def test_rows_of_another_form_are_refused(answer):
    """An answer that the rows do not take is refused in one sentence and changes nothing."""
    view = PairsView(CLASSIFY)
    view.act("set", "b=x")
    with pytest.raises(AnswerProblem):
        view.load(answer)
    assert {"b": "x"} == view.answer()


def test_rows_are_explained_when_all_are_decided(bank):
    """A lesson explains rows when asked for and only when all are decided; a change hides it again."""
    view = question_view(bank["quay"].question, bank["quay"])
    view.act("set", "log=deliver")
    view.act("show", "")
    assert "" == outcome(view)
    view.act("set", "fix=deliver")
    view.act("show", "")
    assert (
        "✗ Not yet · 1 of 2 matched rightly "
        "✗ Log the call You chose “Deliver and support”. Right is “Engage”. "
        f"That answers as if {misconceptions()['M5'].sentence}. Talking is work of its own. "
        "✓ Rightly matched: Put it right → Deliver and support Read on: lesson 1, “Worth to whom?”."
    ) == outcome(view)
    view.act("set", "log=engage")
    assert "" == outcome(view)
    view.act("show", "")
    assert outcome(view).startswith("✓ All of it is right · 2 of 2 matched rightly")


def test_a_wrong_target_has_its_own_words(bank):
    """A wrong target with words of its own gets those; a classification says “sorted”."""
    view = question_view(bank["dock"].question, bank["dock"])
    view.load({"log": "engage", "fix": "engage"})
    said = outcome(view)
    assert "1 of 2 sorted rightly" in said
    assert f"That answers as if {misconceptions()['M6'].sentence}. Nobody is heard." in said


@pytest.mark.parametrize(
    ("question", "actions"),
    [(MATCH, [("set", "a=x"), ("set", "b=x"), ("set", "c=x")]), (ORDER, [("stands", ""), ("up", "b")])],
)
def test_sorting_in_an_assignment_says_nothing(question, actions):
    """Without an item of the bank there is no feedback, even if somebody asks for it."""
    view = question_view(question)
    for action in [*actions, ("show", "")]:
        view.act(*action)
        assert 'id="§outcome"></div>' in view.html()


# order ----------------------------------------------------------------------------------------------


def test_the_order_shown_is_no_answer_yet():
    """The order shown at first becomes the answer by saying so or by moving an entry."""
    view = OrderView(ORDER)
    assert view.answer() is None
    assert "This order is right as it stands" in view.html()
    view.act("stands", "")
    assert ["a", "b", "c"] == view.answer()
    assert "This order is right as it stands" not in view.html()


def test_entries_move_one_place():
    """Up and down move an entry by one place and say where it is now; at the ends nothing moves."""
    view = OrderView(ORDER)
    view.act("up", "c")
    assert ["a", "c", "b"] == view.answer()
    assert "“The board & co” is now number 2 of 3." == view.said
    view.act("down", "a")
    view.act("up", "c")
    assert ["c", "a", "b"] == view.answer()


@pytest.mark.parametrize("action", [("up", "a"), ("down", "c"), ("up", "q"), ("set", "a=b"), ("show", "")])
def test_moves_that_are_not_possible_are_no_answer(action):
    """A move off the list, of an entry that is not there, or another card's control answers nothing."""
    view = OrderView(ORDER)
    view.act(*action)
    assert view.answer() is None


def test_focus_stays_with_the_entry():
    """The button that was used keeps the focus; buttons at the ends stay, but are off."""
    view = OrderView(ORDER)
    view.act("up", "b")
    (held,) = re.findall(r"<button[^>]* data-focus[^>]*>", view.html())
    assert 'id="§b-up-b"' in held
    assert 'aria-disabled="true"' in held
    assert "Move “Whoever &quot;uses&quot; it” up" in held
    assert 2 == view.html().count('aria-disabled="true"')


def test_an_order_out_of_the_notebook_is_shown():
    """An order out of the notebook is the card's; None gives the order of the question, unanswered."""
    view = OrderView(ORDER)
    view.load(["b", "c", "a"])
    assert ["b", "c", "a"] == view.answer()
    with pytest.raises(AnswerProblem):
        view.load(["b", "c"])
    assert ["b", "c", "a"] == view.answer()
    view.load(None)
    assert view.answer() is None
    view.act("stands", "")
    assert ["a", "b", "c"] == view.answer()


def test_an_order_is_explained_when_asked_for(bank):
    """A lesson shows what turned pairs mean, the order given and a right one with its free entries."""
    view = question_view(bank["ramp"].question, bank["ramp"])
    view.act("show", "")
    assert "" == outcome(view)
    view.act("up", "call")
    view.act("show", "")
    assert (
        "✗ Not yet · 3 of 5 pairs in the right order ✗ “Put it right” stands before “Find the fault” "
        f"That answers as if {misconceptions()['M5'].sentence}. A guess. "
        "Your order Take the call Put it right Write it down Find the fault "
        "A right order Take the call Write it down; Find the fault (in any order) Put it right "
        "Read on: lesson 1, “Worth to whom?”."
    ) == outcome(view)
    view.act("down", "fix")
    assert "" == outcome(view)


@pytest.mark.parametrize(
    "name", sorted(name for name, item in load_items().items() if item.kind in {"match", "classify", "order"})
)
def test_sorting_items_of_the_bank_are_explained_without_codes(name):
    """Whatever is answered to an item of the bank that sorts, no misconception's code is shown."""
    item = load_items()[name]
    question = item.question
    answers = [dict.fromkeys(question.options, target) for target in question.targets]
    for answer in answers or [list(question.options), list(question.options)[::-1]]:
        view = question_view(question, item)
        view.load(answer)
        assert "" != outcome(view)
        assert re.search(r"\bM\d+\b", texts(view.html())) is None


@pytest.mark.parametrize("name", [name for name in BANK if load_items()[name].use == "practice"])
def test_no_code_in_the_diary(name):
    """What the diary is told of a wrong answer is the answer and its score, and no misconception's code."""
    item = load_items()[name]
    view = ItemView(item.question, item)
    wrong = next(option for option in item.question.options if option not in item.key)
    view.act("pick", wrong)
    view.act("show", "")
    ((what, facts),) = view.happened
    assert ("response", {"id", "answer", "score", "hints", "where"}) == (what, set(facts))
