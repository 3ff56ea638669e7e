// The view of a caller in TypeScript: the types that openapi-typescript makes of schemas/openapi.yaml, and a client over
// mutual TLS against a running gateway. tests/openapi/run_client.py starts it and passes its address in the environment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import createClient from "openapi-fetch";
import { Agent, Request as UndiciRequest, fetch as undiciFetch } from "undici";
import type { components, paths } from "./schema.js";

type Receipt = components["schemas"]["Receipt"];
type Problem = components["schemas"]["Problem"];

const { GATEWAY = "", CERTIFICATES = "", DOCUMENT = "" } = process.env;
const certificate = (name: string): Buffer => readFileSync(`${CERTIFICATES}/${name}`);

/** A client with the certificate of that name, or with none. */
function clientOf(name?: string) {
  const identity = name ? { cert: certificate(`${name}.pem`), key: certificate(`${name}.key`) } : {};
  const dispatcher = new Agent({ connect: { ca: certificate("ca.pem"), ...identity } });
  const send = (request: Request) => undiciFetch(request as unknown as UndiciRequest, { dispatcher });
  return createClient<paths>({
    baseUrl: GATEWAY,
    Request: UndiciRequest as unknown as typeof Request,
    fetch: send as unknown as (request: Request) => Promise<Response>,
  });
}

const sender = clientOf("isola-bergamasca");
const source = { path: { source: "isola-bergamasca" } };
const records = JSON.parse(readFileSync(DOCUMENT, "utf8")) as unknown;

test("the status needs no certificate", async () => {
  const { data, response } = await clientOf().GET("/status");
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(data?.title, "OK");
  assert.ok((data?.free_bytes ?? 0) > 0);
});

test("without a certificate the answer is a problem", async () => {
  const { error, response } = await clientOf().GET("/v1/whoami");
  const problem: Problem | undefined = error;
  assert.equal(response.status, 401);
  assert.equal(problem?.code, "certificate-required");
  assert.equal(problem?.retry, "no");
});

test("a caller learns who it is and how much it may send at once", async () => {
  const { data, response } = await sender.GET("/v1/whoami");
  assert.equal(data?.client, "isola-bergamasca");
  assert.deepEqual(data?.sources, ["isola-bergamasca"]);
  const limit = Number(response.headers.get("ratelimit-limit"));
  assert.ok(limit > 0);
  assert.equal(Number(response.headers.get("ratelimit-remaining")), limit);
});

test("a document is taken in, and its receipt and records are found again", async () => {
  const sent = await sender.POST("/v1/sources/{source}/submissions", { params: source, body: records });
  assert.equal(sent.response.status, 201, JSON.stringify(sent.error));
  const receipt: Receipt | undefined = sent.data as Receipt;
  assert.equal(receipt.state, "COMPLETED");
  assert.ok(receipt.counts.received > 0);
  const id = receipt.id ?? "";
  assert.equal(sent.response.headers.get("location"), `/v1/submissions/${id}`);

  const read = await sender.GET("/v1/submissions/{id}", { params: { path: { id } } });
  assert.deepEqual(read.data?.counts, receipt.counts);
  const page = await sender.GET("/v1/sources/{source}/records", { params: { ...source, query: { limit: 1 } } });
  const first = page.data?.items[0];
  assert.ok(first);
  const record = await sender.GET("/v1/sources/{source}/records/{record_id}", {
    params: { path: { ...source.path, record_id: first.record_id } },
  });
  assert.equal(record.data?.outcome, first.outcome);
});

test("a dry run stores nothing", async () => {
  const params = { ...source, query: { dry_run: true } };
  const { data, response } = await sender.POST("/v1/sources/{source}/submissions", { params, body: records });
  assert.equal(response.status, 200);
  assert.equal((data as Receipt).dry_run, true);
});

test("what the caller may not do is a problem with its code", async () => {
  const { error, response } = await sender.POST("/v1/releases", { body: { period: "2017" } });
  assert.equal(response.status, 403);
  assert.equal(error?.code, "missing-right");
});

/** Never called: tsc itself fails here if the types allow what the gateway does not have. */
export const refusedByTheTypes = [
  // @ts-expect-error there is no such path
  () => sender.GET("/v1/nothing"),
  // @ts-expect-error a release needs a period
  () => sender.POST("/v1/releases", { body: { note: "x" } }),
  // @ts-expect-error there is no table in this format
  () => sender.GET("/open/releases/{id}/tables/{table}", { params: { path: { id: "", table: "" }, query: { format: "pdf" } } }),
];
