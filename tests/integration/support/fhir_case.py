"""Base class of the cases that send Bundles to source asst."""

import json

from support.fhir_schema import faults_of
from support.gateway_case import GatewayCase
from support.people import fiscal_code

FHIR, LINES = "application/fhir+json", "application/fhir+ndjson"
SOURCE = "/v1/sources/asst"


def shared(number, **changes):
    """A shared record of an invented person, to be written as FHIR."""
    return {"record_id": f"F-{number}", "version": "2017-05-02T09:00:00Z", "owner": "016009", "opened": "2017-03-02",
            "person": {"id_type": "fiscal-code", "id": fiscal_code(number), "sex": "F", "birth_date": "1940-01-01"},
            "needs": [{"code": "home-care"}],
            "interventions": [{"id": "1", "type": "anziani.assistenza-domiciliare", "start": "2017-03-06",
                               "amount": "120.50"}],
            **changes}


def resource(bundle, kind, at=0):
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind][at]


class FhirCase(GatewayCase):
    def setUp(self):
        self.asst = self.installation.client("asst")

    def post(self, bundle, path=f"{SOURCE}/submissions", media_type=FHIR, **headers):
        body = bundle if isinstance(bundle, (bytes, str)) else json.dumps(bundle)
        return self.asst.post(path, body.encode() if isinstance(body, str) else body, media_type, **headers)

    def receipt(self, bundle, status=201, **options):
        answer = self.post(bundle, **options)
        self.assertEqual(answer.status, status, answer.body[:2000])
        return answer.json()

    def later(self, bundle, **options):
        """The receipt of a body that is processed in the background."""
        answer = self.post(bundle, **options)
        self.assertEqual(answer.status, 202, answer.body[:500])
        done = self.wait_for(self.asst, answer.header("location"), lambda found: found.status == 303)
        return self.asst.get(done.header("location")).json()

    def resource(self, answer, status):
        self.assertEqual(answer.status, status, answer.body[:2000])
        self.assertEqual(answer.header("content-type"), FHIR)
        found = answer.json()
        self.assertEqual(faults_of(found), [])
        return found

    def stored(self, record_id):
        return self.asst.get(f"{SOURCE}/records/{record_id}")

    def rejected(self, bundle):
        """The only record of the Bundle is rejected; its issues as (code, expression)."""
        receipt = self.receipt(bundle)
        self.assertEqual(receipt["counts"]["rejected"], receipt["counts"]["received"], receipt)
        return [(issue["code"], issue["at"].get("expression")) for issue in receipt["issues"]]
