// Checks every example of an OpenAPI 3.1 description against its schema.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

function resolve(api, node) {
  while (node?.$ref) {
    node = node.$ref.slice(2).split("/").reduce((at, step) => at[step.replace("~1", "/").replace("~0", "~")], api);
  }
  return node;
}

/** Every [place, schema, example] of the description. */
function* examplesOf(api, node, place) {
  if (Array.isArray(node)) {
    for (const [at, each] of node.entries()) yield* examplesOf(api, each, `${place}/${at}`);
    return;
  }
  if (node === null || typeof node !== "object") return;
  const schema = node.schema ?? (node.type || node.properties || node.allOf ? node : undefined);
  if (schema && "example" in node) yield [`${place}/example`, schema, node.example];
  if (schema && Array.isArray(node.examples)) {
    for (const [at, example] of node.examples.entries()) yield [`${place}/examples/${at}`, schema, example];
  } else if (node.schema && node.examples) {
    for (const [name, example] of Object.entries(node.examples)) {
      yield [`${place}/examples/${name}`, node.schema, resolve(api, example).value];
    }
  }
  for (const [name, each] of Object.entries(node)) {
    if (name === "example" || (name === "examples" && !each?.type)) continue;
    yield* examplesOf(api, each, `${place}/${name.replace("/", "~1")}`);
  }
}

export function exampleFaults(api) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  // $ref is relative to the root of the description, whatever part of it is compiled.
  ajv.addSchema({ $id: "api:/", components: { schemas: api.components.schemas } });
  const faults = [];
  let seen = 0;
  for (const [place, schema, example] of examplesOf(api, api, "#")) {
    seen += 1;
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"api:/#/'));
    const validate = ajv.compile(rooted);
    if (validate(example)) continue;
    for (const error of validate.errors) faults.push(`example ${place}: ${error.instancePath} ${error.message}`);
  }
  return seen ? faults : ["no example was found"];
}
