"""Shared records as FHIR Bundles for source asst, in the codes of its tables. So the same case can be sent as FHIR and
compared with what another format gave."""

import csv
from pathlib import Path

TABLES = Path(__file__).resolve().parents[3] / "mappings/asst"
OURS = "https://raccordo.example/fhir/StructureDefinition/"
CITIZENSHIP = "http://hl7.org/fhir/StructureDefinition/patient-citizenship"
CODED_CITY = "http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding"
FISCAL_CODE = "http://hl7.it/sid/codiceFiscale"
PERSON_SYSTEMS = {"fiscal-code": FISCAL_CODE, "provisional": FISCAL_CODE, "stp": "http://hl7.it/sid/stp",
                  "eni": "http://hl7.it/sid/eni"}


def source_codes(table):
    """{shared code: the first source code}, of a table of asst."""
    with open(TABLES / f"{table}.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "APPROVED" and not row["valid_to"]]
    out = {}
    for row in rows:
        out.setdefault(row["target_code"], row["source_code"])
    return out


CODES = {name: source_codes(name) for name in ("area", "channel", "citizenship", "closure", "household", "intervention",
                                               "management", "need", "request", "sex", "unit")}


def concept(code, system="urn:asst:local"):
    return {"coding": [{"system": system, "code": code}]}


def period(item):
    return {name: item[name] for name in ("start", "end") if item.get(name)}


def extension(name, kind, value):
    return {"url": OURS + name, f"value{kind}": value}


def reference(name):
    return {"reference": f"urn:uuid:{name}"}


class CaseEntries:
    """The entries of one case; `prefix` keeps the addresses of several cases in a Bundle apart."""

    def __init__(self, case, prefix="1"):
        self.case, self.prefix, self.entries = case, prefix, []
        self.patient()
        self.episode()
        for need in case.get("needs", []):
            self.add("Condition", code=concept(CODES["need"][need["code"]]))
        for each in case.get("assessments", []):
            self.add("Observation", status="final", category=[concept("assessment")], code=concept("assessment"),
                     effectiveDateTime=each["date"])
        for plan in case.get("plans", []):
            self.plan(plan)
        for done in case.get("interventions", []):
            self.intervention(done)

    def name(self, what):
        return f"{self.prefix}-{what}"

    def put(self, name, resource):
        self.entries.append({"fullUrl": f"urn:uuid:{self.name(name)}", "resource": resource})

    def add(self, kind, **members):
        resource = {"resourceType": kind, "subject": reference(self.name("patient")), **members}
        self.put(f"{kind}-{len(self.entries)}", {key: value for key, value in resource.items() if value})

    def patient(self):
        person = self.case["person"]
        patient = {"resourceType": "Patient",
                   "identifier": [{"system": PERSON_SYSTEMS[person["id_type"]], "value": person["id"]}]}
        if "sex" in person:
            patient["gender"] = CODES["sex"][person["sex"]]
        if "birth_date" in person:
            patient["birthDate"] = person["birth_date"]
        if "citizenship" in person:
            code = {"url": "code", "valueCodeableConcept": concept(CODES["citizenship"][person["citizenship"]])}
            patient["extension"] = [{"url": CITIZENSHIP, "extension": [code]}]
        coded = {"url": CODED_CITY, "valueCoding": {"code": person.get("residence", self.case["owner"])}}
        patient["address"] = [{"use": "home", "_city": {"extension": [coded]}}]
        self.put("patient", patient)

    def episode(self):
        case, household = self.case, self.case["person"].get("household", {})
        episode = {"resourceType": "EpisodeOfCare", "identifier": [{"system": "urn:asst:case", "value": case["record_id"]}],
                   "status": "finished" if "closure" in case else "active",
                   "patient": reference(self.name("patient")),
                   "period": {"start": case["opened"], **({"end": case["closed"]} if "closed" in case else {})}}
        extensions = []
        if "type" in household:
            extensions.append(extension("household-type", "Code", CODES["household"][household["type"]]))
        if "members" in household:
            extensions.append(extension("household-members", "Integer", household["members"]))
        if "reason" in case.get("closure", {}):
            extensions.append(extension("closure-reason", "Code", CODES["closure"][case["closure"]["reason"]]))
        if extensions:
            episode["extension"] = extensions
        if "access" in case:
            episode["referralRequest"] = [reference(self.name("access"))]
            self.access(case["access"])
        self.put("episode", episode)

    def access(self, access):
        request = {"resourceType": "ServiceRequest", "status": "completed", "intent": "order",
                   "subject": reference(self.name("patient"))}
        if "date" in access:
            request["authoredOn"] = access["date"]
        if "request" in access:
            request["code"] = concept(CODES["request"][access["request"]])
        if "channel" in access:
            request["extension"] = [extension("access-channel", "Code", CODES["channel"][access["channel"]])]
        self.put("access", request)

    def plan(self, plan):
        extensions = [extension(f"plan-{name}", "Money", {"value": float(plan[name]), "currency": "EUR"})
                      for name in ("value", "copayment") if name in plan]
        self.add("CarePlan", status="active", intent="plan", identifier=[{"value": plan["id"]}], period=period(plan),
                 extension=extensions)

    def intervention(self, done):
        area, _, code = CODES["intervention"][done["type"]].partition("|")
        extensions = []
        if "amount" in done:
            extensions.append(extension("amount", "Money", {"value": float(done["amount"]), "currency": "EUR"}))
        if "management" in done:
            extensions.append(extension("management", "Code", CODES["management"][done["management"]]))
        quantity = {}
        if "quantity" in done:
            quantity["value"] = float(done["quantity"])
        if "unit" in done:
            quantity["code"] = CODES["unit"][done["unit"]]
        performer = [{"identifier": {"system": "http://hl7.it/sid/fls", "value": done["managed_by"]}}] \
            if "managed_by" in done else []
        self.add("ServiceRequest", status="active", intent="order", identifier=[{"value": done["id"]}],
                 category=[concept(area)], code=concept(code), occurrencePeriod=period(done), extension=extensions,
                 quantityQuantity=quantity, performer=performer)


def bundle_of(*cases, kind="collection", timestamp=None):
    """One Bundle of these shared records."""
    entries = [entry for number, case in enumerate(cases, 1) for entry in CaseEntries(case, str(number)).entries]
    if kind in ("transaction", "batch"):
        for entry in entries:
            entry["request"] = {"method": "POST", "url": entry["resource"]["resourceType"]}
    return {"resourceType": "Bundle", "type": kind, "timestamp": timestamp or cases[0]["version"], "entry": entries}
