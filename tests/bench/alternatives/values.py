"""Texts of documents as values: dates, amounts, instants, identifiers of persons. Every function returns None for an
absent value and raises Wrong with the code of the gateway's issue for a text that it cannot read."""

import re
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
MONTHS = "ABCDEHLMPRST"
OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
SHAPE = re.compile("[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]", re.ASCII)
ALPHANUMERIC = re.compile("[0-9A-Z]{16}", re.ASCII)
ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               [1, 0, 5, 7, 9, 13, 15, 17, 19, 21] * 2 + [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
EVEN = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", [*range(10), *range(26)]))
ITALIAN_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)
ITALIAN_AMOUNT = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?", re.ASCII)
HL7_AMOUNT = re.compile(r"-?\d+(?:\.\d{1,2})?", re.ASCII)
HL7_TIME = re.compile(r"(\d{8})(?:(\d\d)(\d\d)?(\d\d)?(?:\.\d+)?)?([+-]\d{1,4})?", re.ASCII)
ITALIAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class Wrong(ValueError):
    """A text that is not what its field expects; its argument is the code of the issue."""


def day(year, month, dayofmonth):
    try:
        made = date(int(year), int(month), int(dayofmonth))
    except ValueError:
        return None
    return made if 1850 <= made.year <= 2100 else None


def italian_date(text):
    if not text:
        return None
    found = ITALIAN_DAY.fullmatch(text)
    made = day(found[3], found[2], found[1]) if found else None
    if made is None:
        raise Wrong("bad-date")
    return made


def iso_or_italian_date(text):
    if not text:
        return None
    if len(text) == 10 and text[4] == text[7] == "-":
        made = day(text[:4], text[5:7], text[8:])
        if made is None:
            raise Wrong("bad-date")
        return made
    return italian_date(text)


def hl7_date(text):
    """YYYYMMDD, else DDMMYYYY, as exporters write; time and zone may follow."""
    if not text:
        return None
    found = HL7_TIME.fullmatch(text)
    digits = found[1] if found else ""
    made = day(digits[:4], digits[4:6], digits[6:]) or day(digits[4:], digits[2:4], digits[:2]) if found else None
    if made is None:
        raise Wrong("bad-date")
    return made


def partial_hl7_date(text):
    """A birth date may be a year, or a year and a month: such a date is not compared."""
    return None if text and text.isdigit() and len(text) in (4, 6) else hl7_date(text)


def utc(moment):
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ROME)
    return moment.astimezone(timezone.utc).isoformat()


def instant(text):
    if not text:
        return None
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        raise Wrong("bad-date") from None


def hl7_instant(text):
    made = hl7_date(text)
    if made is None:
        return None
    found = HL7_TIME.fullmatch(text)
    moment = f"{made.isoformat()}T{found[2] or '00'}:{found[3] or '00'}:{found[4] or '00'}"
    return instant(moment + (found[5][:3] + ":" + (found[5][3:] or "00") if found[5] else ""))


def italian_amount(value):
    """JSON numbers are taken as they are."""
    return number(value, ITALIAN_AMOUNT)


def italian_number(value):
    return number(value, ITALIAN_NUMBER)


def number(value, shape):
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return str(value)
    if not shape.fullmatch(value):
        raise Wrong("bad-number")
    return value.replace(".", "").replace(",", ".")


def hl7_amount(text):
    if text and not HL7_AMOUNT.fullmatch(text):
        raise Wrong("bad-number")
    return text


def identifier(text):
    """Kind and identifier in upper case, both checked; for a codice fiscale also sex, and year of the century, month and
    day of birth."""
    if not text:
        return None
    code = text.replace(" ", "").upper()
    if len(code) == 16 and code[:3] in ("STP", "ENI") and code[3:].isdigit():
        return code[:3].lower(), code, None
    if len(code) == 11 and code.isdigit():
        total = sum(int(c) if at % 2 == 0 else sum(divmod(2 * int(c), 10)) for at, c in enumerate(code))
        if total % 10 or not int(code):
            raise Wrong("bad-fiscal-code")
        return "provisional", code, None
    return "fiscal-code", code, read_fiscal_code(code)


def read_fiscal_code(code):
    if not SHAPE.fullmatch(code):
        raise Wrong("bad-fiscal-code")
    total = sum(map(ODD.__getitem__, code[:15:2])) + sum(map(EVEN.__getitem__, code[1:15:2]))
    month = MONTHS.find(code[8]) + 1
    year, of_month = int(code[6:8].translate(OMOCODIA)), int(code[9:11].translate(OMOCODIA))
    born = of_month - 40 if of_month > 40 else of_month
    # 1896 and 2000 are leap years, so 29 February is possible in some century of each year that has it.
    exists = month and (day(2000 + year, month, born) or day(1900 + year, month, born))
    if chr(65 + total % 26) != code[15] or not exists:
        raise Wrong("bad-fiscal-code")
    return "F" if of_month > 40 else "M", (year, month, born)
