"""Model answers marked by the keys that stand beside them: each earns what it should, or the key is wrong."""

import attrs


@attrs.frozen
class ModelMark:
    """What the model answer of a test ``cell`` earns of ``most`` points.

    ``due`` is what it should earn, which is less than ``most`` only ``because`` of a reason that is stated.
    ``said`` is the sentence of an error that kept it from being marked.
    """

    notebook: str
    cell: str
    earned: float
    most: float
    due: float
    because: str = ""
    said: str = ""

    @property
    def fails(self) -> bool:
        """Whether the model answer and its key contradict each other."""
        return abs(self.earned - self.due) > 1e-6

    @property
    def problem(self) -> str:
        """The fault in one sentence, with where to look."""
        said = f" ({self.said.rstrip('.')})" if self.said else ""
        due = f"{self.due:g} of {self.most:g}" if self.due < self.most else f"all {self.most:g}"
        return (
            f"{self.notebook}, {self.cell}: the model answer earns {self.earned:g} points and not "
            f"{due}{said}; mend the answer or its key."
        )


__all__ = ["ModelMark"]
