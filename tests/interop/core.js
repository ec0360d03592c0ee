// Verifies credentials with Digital Credentials Consortium's verifier-core, offline:
// node core.js DOCUMENTS. DOCUMENTS is a JSON file: {"credentials": [...], "web": {ADDRESS: ...}}.
// Prints for each credential {"log": {"valid_signature": true, ...}, "errors": [...]}. What is not in
// DOCUMENTS is not found, schemas among them: those are checked elsewhere.
import {readFileSync} from 'node:fs';

const {credentials, web} = JSON.parse(readFileSync(process.argv[2], 'utf8'));
globalThis.fetch = async request => {
  const url = String(request.url ?? request);
  const body = web[url];
  return new Response(JSON.stringify(body ?? {}), {
    status: body ? 200 : 404, headers: {'content-type': 'application/json'}
  });
};
console.error = console.log = () => {};
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

const answers = [];
for(const credential of credentials) {
  const result = await verifyCredential({credential, knownDIDRegistries: []});
  const log = (result.log ?? []).map(({id, valid, error}) => [id, valid ?? error?.name ?? null]);
  answers.push({
    log: Object.fromEntries(log),
    errors: (result.errors ?? []).map(({name, message}) => `${name}: ${message}`)
  });
}
process.stdout.write(JSON.stringify(answers));
