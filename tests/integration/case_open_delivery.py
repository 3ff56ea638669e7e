"""What is published may be kept, compressed and read by pages of other origins; the catalogue is complete."""

import gzip
import json
from xml.etree import ElementTree

from support.open_case import TABLE, OpenCase

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# Properties that DCAT-AP_IT 1.1 asks for (M) or recommends (R), by class.
REQUIRED = {
    "dcatapit:Catalog": ["dct:title", "dct:description", "dct:publisher", "dct:modified", "dcat:dataset",
                         "foaf:homepage", "dct:language", "dct:issued", "dcat:themeTaxonomy", "dct:spatial"],
    "dcatapit:Dataset": ["dct:identifier", "dct:title", "dct:description", "dct:modified", "dcat:theme",
                         "dct:rightsHolder", "dct:accrualPeriodicity", "dcat:distribution", "dct:publisher",
                         "dct:issued", "dct:language", "dct:spatial", "dct:temporal", "dcat:contactPoint",
                         "dcat:landingPage", "dcat:keyword", "dct:creator"],
    "dcatapit:Distribution": ["dct:format", "dcat:accessURL", "dct:license", "dct:title", "dct:description",
                              "dct:modified", "dcat:downloadURL", "dcat:mediaType"],
    "dcatapit:Agent": ["foaf:name", "dct:identifier"],
    "dcatapit:Organization": ["vcard:fn", "vcard:hasEmail"],
    "dcatapit:LicenseDocument": ["dct:type", "foaf:name"],
}


class OpenDelivery(OpenCase):
    # -- keeping
    def test_what_is_published_may_be_kept_for_a_day(self):
        answer = self.table("?format=csv")
        self.assertEqual(answer.header("cache-control"), "public, max-age=86400")
        self.assertEqual(self.nobody.get("/open/series").header("cache-control"), "public, max-age=300")
        inside = self.ats.get(f"/v1/releases/{self.ids['2017']}/tables/{TABLE}?format=csv")
        self.assertEqual(inside.header("cache-control"), "private, no-cache")
        for headers in ({"If_None_Match": answer.header("etag")}, {"If_None_Match": f'"x", W/{answer.header("etag")}'},
                        {"If_Modified_Since": answer.header("last-modified")}):
            again = self.table("?format=csv", **headers)
            self.assertEqual((again.status, again.body), (304, b""), headers)
        for headers in ({"If_None_Match": '"x"'}, {"If_Modified_Since": "Sun, 06 Nov 1994 08:49:37 GMT"},
                        {"If_Modified_Since": "yesterday"}):
            self.assertEqual(self.table("?format=csv", **headers).status, 200)
        other = self.table("?format=sdmx-csv&labels=name").header("etag")
        self.assertNotEqual(other, self.table("?format=sdmx-csv").header("etag"))

    def test_an_unknown_table_is_never_not_modified(self):
        self.assertEqual(self.table(table="nothing", If_None_Match="*").status, 404)

    def test_answers_are_compressed_if_asked(self):
        target = f"/open/releases/{self.ids['2017']}/tables/{TABLE}?format=csv"
        plain = self.table("?format=csv")
        status, headers, body = self.unchecked("GET", target, Accept_Encoding="gzip, deflate, br")
        self.assertEqual((status, headers["content-encoding"]), (200, "gzip"))
        self.assertEqual(gzip.decompress(body), plain.body)
        self.assertNotEqual(headers["etag"], plain.header("etag"))
        self.assertIn("Accept-Encoding", headers["vary"])
        status, headers, body = self.unchecked("GET", target, Accept_Encoding="br, zstd")
        self.assertEqual((headers["content-encoding"], body[:4]), ("zstd", b"\x28\xb5\x2f\xfd"))
        status, headers, body = self.unchecked("GET", target, Accept_Encoding="br;q=1, gzip;q=0")
        self.assertEqual((headers.get("content-encoding"), body), (None, plain.body))

    def test_head_and_range_are_answered_in_full(self):
        target = f"/open/releases/{self.ids['2017']}/tables/{TABLE}?format=csv"
        plain = self.table("?format=csv")
        status, headers, body = self.unchecked("HEAD", target)
        self.assertEqual((status, int(headers["content-length"]), body), (200, len(plain.body), b""))
        status, headers, body = self.unchecked("GET", target, Range="bytes=0-9")
        self.assertEqual((status, body), (200, plain.body))
        self.assertNotIn("content-range", headers)

    def test_a_huge_query_is_refused(self):
        status, _, _ = self.unchecked("GET", f"/open/series/{TABLE}?from=" + "9" * 20_000)
        self.assertEqual(status, 431)
        status, _, _ = self.unchecked("GET", f"/open/series/{TABLE}?" + "&".join(f"a{i}=1" for i in range(1500)))
        self.assertEqual(status, 400)

    # -- other origins
    def test_web_pages_of_every_origin_may_read(self):
        for target in ("/open", "/catalog", "/open/series", "/open/nothing", f"/open/series/{TABLE}?from=never",
                       f"/open/releases/{self.ids['2015']}"):
            status, headers, _ = self.unchecked("GET", target, Origin="https://pagina.esempio.it")
            self.assertEqual(headers.get("access-control-allow-origin"), "*", (target, status))
        for target in ("/v1/whoami", "/openapi.yaml", "/status"):
            _, headers, _ = self.unchecked("GET", target, Origin="https://pagina.esempio.it")
            self.assertNotIn("access-control-allow-origin", headers, target)

    def test_a_browser_may_ask_before(self):
        status, headers, body = self.unchecked(
            "OPTIONS", f"/open/series/{TABLE}?format=csv&from=2016", Origin="https://pagina.esempio.it",
            Access_Control_Request_Method="GET", Access_Control_Request_Headers="if-none-match")
        self.assertEqual((status, body), (204, b""))
        self.assertEqual(headers["access-control-allow-origin"], "*")
        self.assertIn("GET", headers["access-control-allow-methods"])
        self.assertIn("If-None-Match", headers["access-control-allow-headers"])
        self.assertEqual(self.unchecked("OPTIONS", "/v1/releases")[0], 401)
        self.assertEqual(self.unchecked("DELETE", f"/open/series/{TABLE}")[0], 405)

    # -- the catalogue
    def test_the_catalogue_has_what_the_profile_asks_for(self):
        nodes = self.nobody.get("/catalog").json()["@graph"]
        ids = {node["@id"] for node in nodes}
        seen = set()
        for node in nodes:
            of_class = next(each for each in node["@type"] if each in REQUIRED)
            seen.add(of_class)
            for name in REQUIRED[of_class]:
                self.assertTrue(node.get(name), f"{name} of {node['@id']}")
            for name in ("dct:publisher", "dct:rightsHolder", "dct:creator", "dcat:contactPoint", "dct:license"):
                if name in node:
                    self.assertIn(node[name]["@id"], ids)
        self.assertEqual(seen, set(REQUIRED))
        temporal = [node["dct:temporal"] for node in nodes if "dct:temporal" in node]
        self.assertEqual({each["dcat:startDate"]["@value"] for each in temporal}, {"2016-01-01", "2017-01-01"})

    def test_the_catalogue_comes_as_turtle_and_rdf_xml(self):
        turtle = self.nobody.get("/catalog", Accept="text/turtle")
        self.assertEqual(turtle.header("content-type"), "text/turtle; charset=utf-8")
        self.assertIn("@prefix dcatapit:", turtle.body.decode())
        for short, form in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "rdf-xml")):
            self.assertEqual(self.nobody.get(f"/catalog?format={short}").body,
                             self.nobody.get(f"/catalog?format={form}").body)
        self.assert_problem(self.nobody.get("/catalog?format=n3"), 406, "not-acceptable")
        xml = self.nobody.get("/catalog?format=rdf-xml")
        self.assertEqual(xml.header("content-type"), "application/rdf+xml")
        root = ElementTree.fromstring(xml.body)
        about = {each.get(RDF + "about") for each in root} - {None}
        nodes = self.nobody.get("/catalog").json()["@graph"]
        self.assertEqual(about, {node["@id"] for node in nodes})
        for each in (turtle, xml):
            self.assertEqual(self.nobody.get("/catalog", Accept=each.header("content-type").split(";")[0],
                                             If_None_Match=each.header("etag")).status, 304)

    def test_no_document_has_a_member_twice(self):
        # The client refuses JSON with a doubled member; here it reads every document of a release.
        for period in self.ids:
            for table in self.ats.get(f"/v1/releases/{self.ids[period]}").json()["tables"]:
                self.ats.get(f"/v1/releases/{self.ids[period]}/tables/{table['id']}")
        json.loads(self.nobody.get(f"/open/releases/{self.ids['2017']}").body)
