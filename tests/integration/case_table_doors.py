"""Mapping tables over HTTPS: rights, and the messages about wrong input."""

from support.table_case import TableCase

HEADER = "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n"


class Doors(TableCase):
    def test_each_act_needs_its_right(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.assert_problem(self.put(self.bruno, table, text, etag), 403, "missing-right")
        self.assert_problem(self.step(self.anna, table, "approve", 1), 403, "missing-right")
        self.assert_problem(self.step(self.bruno, table, "submit", 1), 403, "missing-right")
        self.assertEqual(self.bruno.get(f"/v1/tables/{table}").status, 200)
        for path in ("/v1/tables", f"/v1/tables/{table}", f"/v1/tables/{table}/diff", f"/v1/tables/{table}/versions"):
            self.assert_problem(self.ats.get(path), 403, "missing-right")
            self.assert_problem(self.nobody.get(path), 401, "certificate-required")

    def test_missing_versions_are_404_and_invalid_numbers_400(self):
        for path in ("bergamo/nothing", "nowhere/area", "bergamo/area?version=9", "bergamo/nothing/diff",
                     "bergamo/nothing/versions"):
            self.assert_problem(self.anna.get(f"/v1/tables/{path}"), 404, "not-found")
        self.assert_problem(self.put(self.anna, "bergamo/nothing", HEADER, '"1.1-0-csv"'), 404, "not-found")
        for query in ("?version=x", "?version=0", "?version=9999999999", "/diff?against=-1", "/diff?limit=0"):
            self.assert_problem(self.anna.get(f"/v1/tables/bergamo/area{query}"), 400, "bad-request")

    def test_unknown_formats_are_refused(self):
        table = "bergamo/area"
        text, etag = self.csv(table)
        self.assert_problem(self.anna.get(f"/v1/tables/{table}", Accept="image/png"), 406, "not-acceptable")
        self.assert_problem(self.put(self.anna, table, text, etag, "text/plain"), 415, "unsupported-media-type")
        packed = self.anna.request("PUT", f"/v1/tables/{table}", b"x", {
            "Content-Type": "text/csv", "If-Match": etag, "Content-Encoding": "gzip"})
        self.assert_problem(packed, 415, "unsupported-encoding")
        for body in (b"", b"[]", b"{", b'{"version":"2"}', b'{"version":0}', b'{"version":2,"force":1}',
                     b'{"version":2,"reason":"' + b"x" * 2001 + b'"}', b"[" * 60_000):
            answer = self.anna.post(f"/v1/tables/{table}/submit", body, "application/json")
            self.assert_problem(answer, 400, "bad-request")

    def test_all_faults_of_a_table_are_reported_together(self):
        table = "bergamo/intervention"
        _, etag = self.csv(table)
        body = ("A,,minori.asili-nidi,equivalent,APPROVED,,,\n"
                "B,,minori.asili-nido,equivalnt,APROVED,,,\n"
                "C,,minori.asili-nido,equivalent,APPROVED,,2017-12-31,\n"
                "C,,minori.asili-nido,equivalent,APPROVED,2017-06-01,,\n"
                "D,x,,,UNCHECKED,,,\nD,x,,,UNCHECKED,,,\n"
                "E,,minori.asili-nido,equivalent,APPROVED,2017-02-30,,\n")
        problem = self.assert_problem(self.put(self.anna, table, HEADER + body, etag), 422, "bad-table")
        told = {(each["at"]["row"], each["at"].get("column")): each["message"] for each in problem["errors"]}
        self.assertIn('did you mean "minori.asili-nido"?', told[(2, "target_code")])
        self.assertIn('did you mean "equivalent"?', told[(3, "relationship")])
        self.assertIn('did you mean "APPROVED"?', told[(3, "status")])
        self.assertIn("lines 4 and 5", told[(5, None)])
        self.assertIn("lines 6 and 7", told[(7, None)])
        self.assertIn("2017-02-30", told[(8, "valid_from")])
        self.assertEqual(self.get(table).json()["version"], 1)

    def test_semicolons_byte_order_mark_and_windows_line_ends_are_accepted(self):
        table = "treviglio/sex"
        text, etag = self.csv(table)
        spoken = "\ufeff" + (text + "NEW,,,,UNCHECKED,,,\n").replace(",", ";").replace("\n", "\r\n")
        self.assertEqual(self.put(self.anna, table, spoken, etag).status, 200)
        self.assertEqual(self.csv(table)[0], text + "NEW,,,not-related-to,UNCHECKED,,,\n")

    def test_hostile_bodies_are_refused_with_the_place(self):
        table = "bergamo/need"
        _, etag = self.csv(table)

        def refusal(body, media_type, status, code):
            answer = self.anna.request("PUT", f"/v1/tables/{table}", body,
                                       {"Content-Type": media_type, "If-Match": etag})
            return self.assert_problem(answer, status, code)

        refusal(b"", "text/csv", 422, "bad-table")
        refusal(b"no header", "text/csv", 422, "bad-table")
        refusal(HEADER.encode() + b"A,\xe0,,,UNCHECKED,,,\n", "text/csv", 422, "bad-table")
        refusal(HEADER.encode() + b'A,"open', "text/csv", 422, "bad-table")
        refusal(b"", "application/json", 400, "malformed-document")
        self.assertIn("line 2", refusal(b'{"rows":\n[{]}', "application/json", 400, "malformed-document")["detail"])
        refusal(b'{"rows":' + b"[" * 1_000_000, "application/json", 400, "malformed-document")
        refusal(b'{"rows":[{"source_code":"\xff"}]}', "application/json", 400, "malformed-document")
        rows = refusal(b'{"rows":[{"source_code":1}]}', "application/json", 422, "bad-table")
        self.assertEqual(rows["errors"][0]["at"], {"row": 1, "column": "source_code"})
        many = refusal(HEADER.encode() + b"A,,,,NO,,,\n" * 3000, "text/csv", 422, "bad-table")
        self.assertEqual((len(many["errors"]), many["errors_truncated"]), (1000, True))
        self.assertEqual(self.get(table).json()["version"], 1)

    def test_size_is_bounded_in_bytes_and_rows(self):
        table = "bergamo/channel"
        _, etag = self.csv(table)
        limit = 128 << 20
        headers = {"Content-Type": "text/csv", "If-Match": etag}
        full = self.anna.request("PUT", f"/v1/tables/{table}", b" " * limit, headers)
        self.assert_problem(full, 422, "bad-table")
        over = self.anna.request("PUT", f"/v1/tables/{table}", b" " * (limit + 1), headers)
        self.assertIn(str(limit), self.assert_problem(over, 413, "body-too-large")["detail"])
        rows = "".join(f"{n},,IGNORED,\n" for n in range(1_000_001))
        many = self.put(self.anna, table, "source_code,target_code,status,relationship\n" + rows, etag)
        self.assertIn("1,000,000", self.assert_problem(many, 413, "body-too-large")["detail"])
