"""Reads the packed body of a stored record (docs/storage.md#the-body-of-a-record) without the program that writes it."""

WORDS = ("area", "channel", "citizenship", "closure", "household", "intervention", "management", "need", "sex", "request",
         "unit", "owner", "IT", "territory", "single", "direct")
MOST_TEXTS = 96
PARTS = ((1, "code"), (2, "source_code"), (4, "source_label"), (8, "table"))


class Reader:
    def __init__(self, body):
        self.body, self.at, self.seen = body, 0, list(WORDS)

    def number(self):
        value = shift = 0
        while True:
            byte = self.body[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def text(self):
        head = self.number()
        if head & 1:
            return self.seen[head // 2]
        found = self.body[self.at:self.at + head // 2].decode()
        self.at += head // 2
        if found and len(self.seen) < MOST_TEXTS:
            self.seen.append(found)
        return found

    def coded(self):
        parts = self.number()
        value = {name: self.text() for bit, name in PARTS if parts & bit}
        if parts & 8:
            value["version"] = self.number()
        return value

    def numbers(self, count):
        for _ in range(count):
            self.number()


def interventions(body):
    """The interventions of a stored body: id, area and type of each."""
    reader = Reader(body)
    if reader.number() != 1:
        raise ValueError("a body of another form")
    while reader.text():
        pass
    reader.number()  # kind
    for _ in range(4):  # source, record id, owner, managing body
        reader.text()
    reader.numbers(4)  # version, opened, closed, kind of identifier
    reader.coded()  # sex
    reader.number()  # birth
    reader.text()  # residence
    reader.coded()
    reader.coded()  # citizenship, household
    reader.numbers(2)  # members, date of access
    for _ in range(3):  # channel, request, referral
        reader.coded()
    for _ in range(reader.number()):
        reader.coded()  # needs
    reader.numbers(reader.number())  # assessments
    for _ in range(reader.number()):  # plans
        reader.text()
        reader.numbers(4)
    return [_intervention(reader) for _ in range(reader.number())]


def _intervention(reader):
    item = {"id": reader.text(), "area": reader.coded(), "type": reader.coded()}
    reader.numbers(3)  # start, end, amount
    reader.text()
    reader.coded()
    reader.coded()  # quantity, unit, management
    reader.text()  # managing body
    return item
