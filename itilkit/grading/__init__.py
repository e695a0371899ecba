"""Grading with nbgrader: what test cells call, what nbgrader's steps do, and what instructors run.

Seven modules are named by notebooks, nbgrader's configuration or a command: `checks` (what test cells call),
`editions` (exercises/ made of solutions/), `autograde`, `feedback` and `releasing` (nbgrader's steps), and
`settings` (what a course's ``nbgrader_config.py`` says), which lets `formgrader` show names as text. All else
stands in packages, each with one subject.

Imports run one way: checks, editions → gradebook → cells → page, classes → autograde, feedback,
formgrader, releasing → settings → self_check, batch, exports. Parts between the same two arrows do not import
each other.
"""
