"""Which columns a class list has, told by its header: Canvas, Moodle in several languages, or plain."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import attrs

from itilkit.desk.names import run_together


class RosterColumn(StrEnum):
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
_HEADINGS: Mapping[RosterColumn, str] = {
    RosterColumn.ID: "id studentid identifier kennung",
    RosterColumn.FIRST: "firstname first givenname givennames vorname prenom nombre nome voornaam fornavn "
    "fornamn",
    RosterColumn.LAST: "lastname last surname familyname nachname nomdefamille nom apellidos apellido "
    "cognome achternaam etternavn efternavn efternamn apelido",
    RosterColumn.NAME: "student name studentname fullname sortablename displayname",
    RosterColumn.EMAIL: "emailaddress email emailadresse mailadresse mail adressedecourriel adresseemail "
    "courriel direcciondecorreo direccionemail correoelectronico indirizzoemail emailadres epost "
    "epostadresse enderecodeemail",
    RosterColumn.LMS: "lmsid lmsuserid canvasid canvasuserid lms",
    RosterColumn.LOGIN: "sisloginid loginid login",
    RosterColumn.SIS: "sisuserid sisid",
    RosterColumn.NUMBER: "idnumber idnummer numerodidentification numerodid numerodeid codiceidentificativo "
    "idnumero matrikelnummer",
    RosterColumn.USERNAME: "username userid anmeldename benutzername nomdutilisateur nombredeusuario "
    "gebruikersnaam",
    RosterColumn.ROLE: "role roles rolle rollen",
    RosterColumn.ALSO: "also",
    RosterColumn.GONE: "gone",
}
_BY_HEADING = {heading: column for column, text in _HEADINGS.items() for heading in text.split()}


@attrs.frozen
class Dialect:
    """A kind of class list: where an id may come from, the best first, and the platform's own number."""

    name: str
    ids: tuple[RosterColumn, ...]
    lms: RosterColumn | None


CANVAS = Dialect("Canvas", (RosterColumn.LOGIN, RosterColumn.SIS, RosterColumn.ID), RosterColumn.ID)
MOODLE = Dialect("Moodle", (RosterColumn.USERNAME, RosterColumn.NUMBER, RosterColumn.EMAIL), None)
PLAIN = Dialect("plain", (RosterColumn.ID, RosterColumn.USERNAME), RosterColumn.LMS)

EXPECTED = "id, first, last and email; or an export of Canvas or Moodle"


def columns_of(header: Sequence[str]) -> dict[RosterColumn, int]:
    """Where the known columns stand; of two with the same meaning the first counts."""
    found: dict[RosterColumn, int] = {}
    for place, heading in enumerate(header):
        column = _BY_HEADING.get(run_together(heading))
        if column is not None:
            found.setdefault(column, place)
    if RosterColumn.FIRST in found and RosterColumn.LAST not in found and RosterColumn.NAME in found:
        # beside a first name, “name” is the last one
        found[RosterColumn.LAST] = found.pop(RosterColumn.NAME)
    return found


def dialect_of(columns: Mapping[RosterColumn, int]) -> Dialect | None:
    """The kind of list that has these columns, or None when they name nobody."""
    has = columns.keys()
    if RosterColumn.NAME in has and has & {RosterColumn.LOGIN, RosterColumn.SIS}:
        return CANVAS
    if RosterColumn.ID in has:
        return PLAIN
    named = {RosterColumn.FIRST, RosterColumn.LAST} <= has or RosterColumn.NAME in has
    if named and has & {*MOODLE.ids}:
        return MOODLE
    return None
