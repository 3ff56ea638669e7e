"""A small invented register of Isola Bergamasca over several years: people join, are served again and leave, and the
changes of each year are documents as its program would export them. The same seed gives the same documents."""

import random

from .people import case_file, document, fiscal_code

# Enough persons per Comune and service: if there are few, an earlier release may prevent the next.
COMUNI = ["016170", "016030", "016034", "016046"]
WEIGHTS = [35, 25, 22, 18]
SERVICES = [("ANZ", "SAD"), ("ANZ", "PAS"), ("DIS", "TRA"), ("DIS", "AES"), ("ANZ", "RSA"), ("DIS", "SFA"),
            ("POV", "AEG"), ("POV", "LAV")]
SERVICE_WEIGHTS = [40, 20, 15, 10, 10, 4, 3, 3]
NEEDS = ["B01", "B02", "B03", "B06", "B07"]
MANAGEMENT = ["D", "A", "E", "T", "V"]


class Register:
    def __init__(self, seed):
        self._random = random.Random(seed)
        self.cases = []

    def _pick(self, values, weights=None):
        return self._random.choices(values, weights)[0]

    def _day(self, year):
        return f"{year}-{self._random.randint(1, 12):02}-{self._random.randint(1, 28):02}"

    def _service(self, case, year):
        area, code = self._pick(SERVICES, SERVICE_WEIGHTS)
        day = max(self._day(year), case["apertura"])
        return {"id": str(len(case["interventi"]) + 1), "area": area, "codice": code, "dal": day,
                "importo": self._random.randint(100, 3000), "gestione": self._pick(MANAGEMENT)}

    def _join(self, year):
        number = len(self.cases)
        case = case_file(number, comune=self._pick(COMUNI, WEIGHTS), apertura=self._day(year), interventi=[],
                         bisogni=[{"codice": self._pick(NEEDS)}])
        case["assistito"]["cf"] = fiscal_code(number)
        for _ in range(self._random.randint(1, 2)):
            case["interventi"].append(self._service(case, year))
        self.cases.append(case)
        return case

    def _stamp(self, case, year):
        case["aggiornata"] = f"{year}-12-31T12:00:00Z"
        return case

    def year(self, year, joiners, leavers, again):
        """The document of a year: new cases, closed ones, and cases with one more service, as many as given."""
        staying = [case for case in self.cases if "chiusura" not in case]
        changed = self._random.sample(staying, leavers + again)
        for case in changed[:leavers]:
            day = self._day(year)
            case["chiusura"] = {"data": day, "motivo": {"codice": "C2"}}
            for service in case["interventi"]:
                service["al"] = max(day, service["dal"])
        for case in changed[leavers:]:
            case["interventi"].append(self._service(case, year))
        changed += [self._join(year) for _ in range(joiners)]
        return document(*(self._stamp(case, year) for case in changed))

    def correction(self, year, cases):
        """Corrects services of the year: they belong to another area."""
        def mistaken(case):
            return [each for each in case["interventi"] if each["area"] == "DIS" and each["dal"].startswith(str(year))]

        changed = self._random.sample([case for case in self.cases if mistaken(case)], cases)
        for case in changed:
            for service in mistaken(case):
                service["area"], service["codice"] = "ANZ", "SAD"
            case["aggiornata"] = f"{year + 1}-06-30T12:00:00Z"
        return document(*changed)
