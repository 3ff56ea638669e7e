"""Invented people and the documents of Isola Bergamasca about them."""

import json

from .installation import CANARY

_LETTERS = "BCDFGHJLMNPQRSTVXZ"
_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                [1, 0, 5, 7, 9, 13, 15, 17, 19, 21] * 2 + [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))


def fiscal_code(number, sex="F", year=1940):
    """A valid codice fiscale of a woman born on 1 January 1940 in Bergamo, or as said; another for each number to 5,831."""
    name = "".join(_LETTERS[number // 18**place % 18] for place in range(3))
    body = f"TST{name}{year % 100:02}A{41 if sex == 'F' else '01'}A794"
    total = sum(_ODD[c] if at % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for at, c in enumerate(body))
    return body + chr(65 + total % 26)


def case_file(number, **changes):
    """One case of Isola Bergamasca as its program exports it. `changes` replace its top-level values."""
    return {
        "id": f"IB-{number}",
        "aggiornata": "2017-05-02T09:00:00Z",
        "comune": "016009",
        "apertura": "2017-03-02",
        "assistito": {"cf": fiscal_code(number), "sesso": "F", "nome": CANARY, "nato_il": "1940-01-01"},
        "interventi": [{"id": "1", "area": "ANZ", "codice": "SAD", "dal": "2017-03-06", "importo": 120.50}],
        **changes,
    }


def document(*cases):
    return json.dumps({"ente": "Isola Bergamasca", "cartelle": list(cases)}).encode()
