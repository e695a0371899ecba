"""Which columns a class list has, told by its header: Canvas, Moodle in several languages, or plain."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import attrs

from itilkit.desk.names import run_together


class Column(StrEnum):
    """What a column holds."""

    ID = "id"
    FIRST = "first name"
    LAST = "last name"
    NAME = "whole name"
    EMAIL = "email"
    LMS = "number in the learning platform"
    LOGIN = "login"
    SIS = "SIS id"
    NUMBER = "ID number"
    USERNAME = "username"
    ROLE = "role"
    ALSO = "other ids"
    GONE = "gone"


#: Headings, folded and run together, in English and in the languages that Moodle's exports come in here.
_HEADINGS: Mapping[Column, str] = {
    Column.ID: "id studentid identifier kennung",
    Column.FIRST: "firstname first givenname givennames vorname prenom nombre nome voornaam fornavn fornamn",
    Column.LAST: "lastname last surname familyname nachname nomdefamille nom apellidos apellido cognome "
    "achternaam etternavn efternavn efternamn apelido",
    Column.NAME: "student name studentname fullname sortablename displayname",
    Column.EMAIL: "emailaddress email emailadresse mailadresse mail adressedecourriel adresseemail courriel "
    "direcciondecorreo direccionemail correoelectronico indirizzoemail emailadres epost epostadresse "
    "enderecodeemail",
    Column.LMS: "lmsid lmsuserid canvasid canvasuserid lms",
    Column.LOGIN: "sisloginid loginid login",
    Column.SIS: "sisuserid sisid",
    Column.NUMBER: "idnumber idnummer numerodidentification numerodid numerodeid codiceidentificativo "
    "idnumero matrikelnummer",
    Column.USERNAME: "username userid anmeldename benutzername nomdutilisateur nombredeusuario "
    "gebruikersnaam",
    Column.ROLE: "role roles rolle rollen",
    Column.ALSO: "also",
    Column.GONE: "gone",
}
_BY_HEADING = {heading: column for column, text in _HEADINGS.items() for heading in text.split()}


@attrs.frozen
class Dialect:
    """A kind of class list: where an id may come from, the best first, and the platform's own number."""

    name: str
    ids: tuple[Column, ...]
    lms: Column | None


CANVAS = Dialect("Canvas", (Column.LOGIN, Column.SIS, Column.ID), Column.ID)
MOODLE = Dialect("Moodle", (Column.USERNAME, Column.NUMBER, Column.EMAIL), None)
PLAIN = Dialect("plain", (Column.ID, Column.USERNAME), Column.LMS)

EXPECTED = "id, first, last and email; or an export of Canvas or Moodle"


def columns_of(header: Sequence[str]) -> dict[Column, int]:
    """Where the known columns stand; of two with the same meaning the first counts."""
    found: dict[Column, int] = {}
    for place, heading in enumerate(header):
        column = _BY_HEADING.get(run_together(heading))
        if column is not None:
            found.setdefault(column, place)
    if Column.FIRST in found and Column.LAST not in found and Column.NAME in found:
        # beside a first name, “name” is the last one
        found[Column.LAST] = found.pop(Column.NAME)
    return found


def dialect_of(columns: Mapping[Column, int]) -> Dialect | None:
    """The kind of list that has these columns, or None when they name nobody."""
    has = columns.keys()
    if Column.NAME in has and has & {Column.LOGIN, Column.SIS}:
        return CANVAS
    if Column.ID in has:
        return PLAIN
    named = {Column.FIRST, Column.LAST} <= has or Column.NAME in has
    if named and has & {*MOODLE.ids}:
        return MOODLE
    return None
