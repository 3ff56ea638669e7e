"""HL7 messages of the Health Portal as one case, read with lxml; the fields of mappings/health-portal/profile.yaml. A datum
whose four letters are unknown, or belong to another phase, is a fault. The other rules of schemas/health-portal.md about the
structure of a message are not checked."""

import io
import json
from collections import Counter

from lxml import etree

from reading import Taker, plain
from values import hl7_amount, hl7_date, hl7_instant, partial_hl7_date

HL7 = "{urn:hl7-org:v3}"
MESSAGE = f"{HL7}PRSS_IN001004ZZ"
RESIDENCE = ("comune residenza", "comune di residenza")
REFERENCES = {
    "1": set("TIRI MOCO AMIR CONF NUNF NURS PROV ARRE DSU0 TIIS ISEE OCAS COER DEER".split()),
    "2": set("AMIR ESTI DSGI SSGE INVA INFR PRSI APIC UTPP PACO POPA MOAF VNCS NISS NISO FODV COPA".split()),
    "4": {"DSFR"},
}
OBSERVATIONS = {
    "3": set("FRPR SESP INAS VAPR COEA".split()),
    "4": set("UDOS SOER MOER ARIS SEER DAAS DACS DAIS DAFS MOSO VMBS TIVS VAVO IMER RIRE".split()),
    "5": set("DAVF VAFI MOCP RIEF RIRA RINR NUPR".split()),
}
PHASES = {"A": "1", "B": "2", "C": "3", "D": "4", "E": "5", **{each: each for each in "12345"}}
ARC = "2.16.840.1.113883.2.9.2.30.3.2.3.1."  # of the code systems of the interchange; the phase follows
IN_BOTH = ("4.17", "4.18", "4.19")  # lists of acts, which occur in two phases
AMOUNTS = {"VAPR", "COEA", "ISEE", "VMBS", "VAVO", "IMER", "RIRE", "RIEF"}


def path(*names):
    return "/".join(HL7 + name for name in names)


EVENT = path("controlActProcess", "subject", "encounterEvent")
PATIENT = path("subject", "patient")
SENDER = path("sender", "device", "id")
REFERENCE = path("reference", "commonObservationEvent")
PLAN = path("pertinentInformation2", "carePlan")
OBSERVATION = path("component2", "observation")
LOW, HIGH = path("effectiveTime", "low"), path("effectiveTime", "high")
CODE, VALUE, ID = path("code"), path("value"), path("id")
NEED = path("reason", "need", "code")
SECOND = f"{HL7}effectiveTime[2]/{HL7}low"
IDENTIFIERS = (path("patientPerson", "id"), path("patientPerson", "asOtherIDs", "id"))
ACT_LOW, ACT_HIGH = path("component2", "act", "effectiveTime", "low"), path("component2", "act", "effectiveTime", "high")


def get(element, where, name):
    found = element.find(where) if element is not None else None
    return found.get(name) if found is not None else None


def data(parent, where, letters, take):
    """The values of data by their four letters; the first of each counts."""
    said = {}
    for each in parent.iterfind(where):
        name = get(each, CODE, "code")
        if name not in letters:
            take.faults.append("unknown-item")
            continue
        text = get(each, VALUE, "code")
        if name in AMOUNTS:
            text = take(hl7_amount, text)
        said.setdefault(name, text)
    return said


def phase_of(event):
    """By the code of the event, else by the phase to which most code systems in it belong; None if neither tells."""
    phase = PHASES.get(get(event, CODE, "code"))
    if phase:
        return phase
    votes = Counter()
    for each in event.iterdescendants():
        system = each.get("codeSystem", "")
        if system.startswith(ARC) and each.getparent() is not event and system[len(ARC):] not in IN_BOTH:
            votes[system[len(ARC)]] += 1
    first = votes.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def service(event, plan, said, take):
    area, code = said.get("ARIS"), said.get("SEER")
    return {"id": get(plan, ID, "extension") or get(event, ID, "extension"), "area": area,
            "type": f"{area or ''}|{code or ''}" if area or code else None,
            "start": take(hl7_date, said.get("DAAS") or get(plan, ACT_LOW, "value") or get(event, LOW, "value")),
            "end": take(hl7_date, said.get("DACS") or get(plan, ACT_HIGH, "value") or get(event, HIGH, "value")),
            "amount": said.get("IMER") or said.get("VMBS") or said.get("VAVO"), "quantity": None, "unit": None,
            "management": said.get("MOER"), "by": said.get("SOER")}


def read_person(event, case, take):
    patient = event.find(PATIENT)
    if patient is None or case["person"]:
        return
    case["person"] = next((found.get("extension") for where in IDENTIFIERS for found in patient.iterfind(where)
                           if found.get("extension")), None)
    person = patient.find(path("patientPerson"))
    case["sex"] = get(person, path("administrativeGenderCode"), "code")
    case["birth"] = take(partial_hl7_date, get(person, path("birthTime"), "value"))
    case["citizenship"] = get(person, path("asCitizen", "politicalOrganization", "id"), "extension")
    for address in patient.iterfind(path("addr")):
        if address.get("use") in RESIDENCE:
            case["residence"] = address.findtext(path("censusTract"))


def read_access(event, case, said, take):
    case["access"] = take(hl7_date, get(event, LOW, "value"))
    case["needs"] += [each.get("code") for each in event.iterfind(NEED)]
    for field, letters in (("household", "CONF"), ("members", "NUNF"), ("channel", "MOCO"), ("request", "TIRI"),
                           ("care", "COER")):
        case[field] = said.get(letters)


def read_plan(event, phase, plan, case, take):
    said = data(plan, OBSERVATION, OBSERVATIONS.get(phase, ()), take)
    if phase == "3":
        case["plans"].append((get(plan, ID, "extension"), take(hl7_date, get(plan, LOW, "value")),
                              take(hl7_date, get(plan, HIGH, "value")), said.get("VAPR"), said.get("COEA")))
    elif phase == "4":
        case["services"].append(service(event, plan, said, take))
    elif phase == "5":
        closed = take(hl7_date, get(plan, HIGH, "value") or said.get("DAVF"))
        if closed and (case["closed"] is None or closed >= case["closed"]):
            case["closed"], case["reason"] = closed, said.get("MOCP")


def read_event(event, case, take):
    read_person(event, case, take)
    phase = phase_of(event)
    if phase is None:
        take.faults.append("unknown-item")
    said = data(event, REFERENCE, REFERENCES.get(phase, ()), take)
    start = take(hl7_date, get(event, LOW, "value") or get(event, path("effectiveTime"), "value"))
    if start and (case["opened"] is None or start < case["opened"]):
        case["opened"] = start
    if phase == "1":
        read_access(event, case, said, take)
    if phase == "2":
        case["assessments"] += [take(hl7_date, each.get("value")) for each in event.iterfind(SECOND)]
    for plan in event.iterfind(PLAN):
        read_plan(event, phase, plan, case, take)


def message_case(message, keyed):
    """`keyed` makes the id of the record of sender and person."""
    take = Taker()
    created = get(message, path("creationTime"), "value")
    case = {**dict.fromkeys(("person", "sex", "birth", "residence", "citizenship", "household", "members", "channel",
                             "request", "access", "opened", "closed", "reason", "care")),
            "version": take(hl7_instant, created), "needs": [], "assessments": [], "plans": [], "services": []}
    for event in message.iterfind(EVENT):
        read_event(event, case, take)
    case["opened"] = case["opened"] or take(hl7_date, created)
    sender = get(message, SENDER, "extension")
    case["owners"] = [take(plain, each) for each in (case.pop("care"), case["residence"], sender)]
    case["id"] = keyed(f"{sender}|{(case['person'] or '').upper()}").hex()[:16] if case["person"] else None
    case["faults"] = take.faults
    return case


def messages(file, keyed):
    """Cases of a document of any length, read element by element."""
    for _, element in etree.iterparse(file, tag=MESSAGE, resolve_entities=False, no_network=True):
        yield message_case(element, keyed), element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def one_document(body, keyed):
    return messages(io.BytesIO(body), keyed)


def kept(source):
    """The text of a record that waits."""
    if isinstance(source, (dict, list)):
        return json.dumps(source, ensure_ascii=False)
    return etree.tostring(source, encoding="unicode")
