"""Two years of case files about invented people in several Ambiti: enough of them for the tables of two releases, with
groups so small that their cells are hidden."""

import random

from support.people import case_file, document, fiscal_code
from support.table_people import add_client

# A Comune of each of eight Ambiti, and how often it is drawn: the last one has few cases.
COMUNI = {"016024": 30, "016219": 22, "016170": 18, "016198": 14, "016008": 10, "016091": 8, "016144": 6, "016183": 1}
SERVICES = [("ANZ", "SAD"), ("ANZ", "PAS"), ("DIS", "TRA"), ("DIS", "AES"), ("ANZ", "RSA"), ("POV", "AEG"), ("POV", "LAV")]
NEEDS = ["B01", "B02", "B03", "B06", "B07"]
FIRST, JOINERS, ALIKE = 900, 300, 30


def _person(number, sex, born):
    return {"cf": fiscal_code(3000 + number, sex, born), "sesso": sex, "nome": "canarinonascosto",
            "nato_il": f"{born}-01-01"}


def _case(draw, number, year):
    sex, born = draw.choice("FFM"), draw.choice([1928, 1934, 1940, 1947, 1955, 1968, 1985, 1994])
    opened = f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    services = [{"id": str(at), "area": area, "codice": code, "dal": opened, "importo": draw.randint(100, 3000),
                 "gestione": draw.choice("DAET")}
                for at, (area, code) in enumerate(draw.sample(SERVICES, draw.randint(1, 2)))]
    return case_file(
        3000 + number, aggiornata=f"{year}-12-31T12:00:00Z", apertura=opened, interventi=services,
        comune=draw.choices(list(COMUNI), COMUNI.values())[0], bisogni=[{"codice": draw.choice(NEEDS)}],
        assistito=_person(number, sex, born))


def add_sender(installation):
    """A client that may send for every Comune; before the gateway starts."""
    add_client(installation, "provincia", "submit", more="    sources: [isola-bergamasca]\n    comuni: all\n")


def _alike(number):
    """A joiner of 2018, like all the others: they are so many in every cell that nobody has to wait."""
    service = {"id": "1", "area": "ANZ", "codice": "SAD", "dal": "2018-03-02", "importo": 500, "gestione": "D"}
    return case_file(
        3000 + number, aggiornata="2018-12-31T12:00:00Z", apertura="2018-03-02", interventi=[service], comune="016024",
        bisogni=[{"codice": "B01"}],
        assistito=_person(number, "F", 1940))


def send_two_years(installation):
    """Sends 900 cases of 2016 and 300 of 2017, of which 2017 is released, and 30 of 2018."""
    draw = random.Random(2017)
    cases = [_case(draw, number, 2016) for number in range(FIRST)]
    cases += [_case(draw, number, 2017) for number in range(FIRST, FIRST + JOINERS)]
    cases += [_alike(number) for number in range(FIRST + JOINERS, FIRST + JOINERS + ALIKE)]
    answer = installation.client("provincia").post(
        "/v1/sources/isola-bergamasca/submissions", document(*cases), "application/json")
    counts = answer.json().get("counts", {})
    if counts.get("accepted") != len(cases):
        raise RuntimeError(f"the cases of two years were not accepted: {answer.status} {answer.body[:800]}")
