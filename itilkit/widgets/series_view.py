"""Questions one at a time on one card: what the forms and the review have in common."""

from abc import abstractmethod

from itilkit.ground.html import attributes, button
from itilkit.widgets.question_view import KIND_NAMES, QuestionView
from itilkit.widgets.view import View, header


class SeriesView(View):
    """A row of questions, of which one is on show. ``place`` is its number, from 0.

    A question's own controls keep working inside: what the series does not know it passes on.
    """

    #: The kind of series, in a few words above the title.
    kicker = ""
    title = ""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id)
        self.questions: list[QuestionView] = []
        self.place = 0
        #: Whether the last click led to the question on show, whose heading then takes the focus.
        self.moved = True

    # what a series of its own says ---------------------------------------------------------------

    @abstractmethod
    def is_done(self, question: QuestionView) -> bool:
        """Whether a question needs nothing more."""

    @abstractmethod
    def buttons_html(self) -> str:
        """The buttons below the question on show."""

    # moving --------------------------------------------------------------------------------------

    @property
    def current(self) -> QuestionView:
        """The question on show."""
        return self.questions[self.place]

    def go(self, place: int) -> None:
        """Show the question number ``place``, if there is one."""
        if 0 <= place < len(self.questions):
            self.place, self.moved = place, True
            self.said = f"Question {place + 1} of {len(self.questions)}."

    def pass_on(self, action: str, arg: str) -> None:
        """Let the question on show do what its control asks for, and take over what it says."""
        before = self.current.answer(), self.current.said
        self.current.act(action, arg)
        if self.current.happened or before != (self.current.answer(), self.current.said):
            self.moved = False
        self.said = self.current.said
        self.happened += self.current.happened
        self.current.happened = []

    def first_open(self) -> int:
        """The first question that needs something; the last one when none does."""
        places = [place for place, each in enumerate(self.questions) if not self.is_done(each)]
        return places[0] if places else max(0, len(self.questions) - 1)

    # the page ------------------------------------------------------------------------------------

    def series_html(self, goal: str) -> str:
        """The head with the row of numbers, and the question on show with its buttons."""
        kicker = [self.kicker, f"question {self.place + 1} of {len(self.questions)}"]
        kicker.append(KIND_NAMES[self.current.question.kind])
        # each question's ids are its own, or the page would take two questions for one that changed
        body = self.current.body_html().replace('"§', f'"§q{self.place}-')
        if self.moved:
            # of several places for the focus the last one gets it
            body = body.replace(" data-focus", "")
        heading = f'<h4 class="hush" id="§now" tabindex="-1" data-focus>Question {self.place + 1}</h4>'
        return (
            f"{header(kicker, self.title, goal, self.dots_html())}"
            f'<div class="item series">{heading}{body}<div class="actions">{self.buttons_html()}</div></div>'
        )

    def dots_html(self) -> str:
        """The questions as a row of numbered buttons: done, on show, or open."""
        return f'<ol class="dots">{"".join(self._dot(place) for place in range(len(self.questions)))}</ol>'

    def _dot(self, place: int) -> str:
        done = self.is_done(self.questions[place])
        state = "answered" if done else "open"
        marks = attributes(
            type="button",
            data_act="go",
            data_arg=place,
            class_="done" if done else None,
            aria_current="step" if place == self.place else None,
            aria_label=f"Question {place + 1}, {state}",
            id=f"§b-go-{place}",
        )
        return f"<li><button{marks}>{place + 1}</button></li>"

    def back_next_html(self, *, next_label: str = "Next question") -> str:
        """The way back and forth; the way on is there as long as there is a next question."""
        back = button("Back", "go", str(self.place - 1), off=self.place == 0, id="back")
        if self.place + 1 >= len(self.questions):
            return back
        # another id for each question: this button goes, and the focus to the next question's heading
        name = f"next-{self.place}"
        return back + button(
            next_label, "go", str(self.place + 1), primary=self.is_done(self.current), id=name
        )
