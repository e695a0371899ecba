"""Giving feedback back through nbgrader's exchange to those whose work came through it."""

import re
from glob import glob
from pathlib import Path

from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.utils import temp_attrs

#: What a submission brings along from the exchange; nbgrader names the page that it releases by the secret.
FROM_EXCHANGE = ("submission_secret.txt", "timestamp.txt")


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader brings no types
    """nbgrader's own, which goes past whoever handed in by another way, and names them."""

    def copy_files(self) -> None:
        """Release the pages that somebody can fetch; nbgrader alone would end at the first other one."""
        course = self.coursedir
        folders = {Path(page).parent for page in glob(f"{self.src_path}/*.html")}  # noqa: PTH207 - as nbgrader
        others = sorted(self._student(folder) for folder in folders if not _from_exchange(folder))
        left_out = [name for name in (course.student_id_exclude, *others) if name]
        with temp_attrs(course, student_id_exclude=",".join(left_out)):
            super().copy_files()
        if others:
            self.log.warning(
                "%s: not released to %s, whose work came another way than through the exchange: give them "
                "their pages yourself, %s.",
                course.assignment_id,
                ", ".join(others),
                course.format_path(course.feedback_directory, "NAME", course.assignment_id),
            )

    def _student(self, folder: Path) -> str:
        """Whose feedback lies in ``folder``, by the course's own way of laying folders."""
        course = self.coursedir
        whose = course.format_path(
            course.feedback_directory, "(?P<student>.*)", course.assignment_id, escape=True
        )
        found = re.fullmatch(whose, str(folder))
        return found["student"] if found else folder.parent.name


def _from_exchange(folder: Path) -> bool:
    return all((folder / name).is_file() for name in FROM_EXCHANGE)
