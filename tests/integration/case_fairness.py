"""Documents of one client do not delay single posts of another."""

import threading

from support.gateway_case import GatewayCase
from support.people import case_file, document

ISOLA = "/v1/sources/isola-bergamasca/submissions"
MANY = 4_000


class Fairness(GatewayCase):
    more_configuration = "limits: {async_threshold: 64MiB}\n"

    def test_single_posts_overtake_the_documents_of_another_client(self):
        heavy, light = self.installation.client("isola-bergamasca"), self.installation.client("bergamo")
        ended, threads = [], []

        def send(first):
            body = document(*(case_file(number % 5_832, id=f"H-{first}-{number}") for number in range(MANY)))
            ended.append(heavy.post(ISOLA, body, "application/json").status)

        for first in range(4):
            threads.append(threading.Thread(target=send, args=(first,)))
            threads[-1].start()
        self.wait_for(self.nobody, "/openapi.yaml", lambda _: self.documents_at_work() > 0)
        before = []
        while len(ended) < len(threads):
            answer = light.post("/v1/sources/bergamo/submissions", b"", "text/csv")
            self.assertEqual(answer.status, 400, answer.body)
            self.assertEqual(light.get("/v1/whoami").status, 200)
            before.append(len(ended))
        for thread in threads:
            thread.join()
        self.assertEqual(ended, [201] * 4)
        self.assertGreater(before.count(0), 0, "some must be answered before the first document has ended")

    def documents_at_work(self):
        page = self.installation.admin("/metrics").body.decode()
        line = next(line for line in page.splitlines()
                    if line.startswith('raccordo_lane_running_jobs{lane="documents"}'))
        return int(line.split()[-1])
