// Verifies a credential with Digital Bazaar's libraries, offline: node verify.js CONTEXTS CREDENTIAL [STATUS-LIST...]
// Prints {"verified": ..., "reason": ...}. Serves the bundled contexts, did:key documents, and the
// status lists and did:web documents that are named; every other address is an error.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const CONTEXTS = {
  'https://www.w3.org/ns/credentials/v2': 'credentials-v2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json': 'open-badges-3.0.3.json'
};

const [contexts, file, ...statusFiles] = process.argv.slice(2);
const readJson = path => JSON.parse(readFileSync(path, 'utf8'));
const credential = readJson(file);
const named = statusFiles.map(readJson);
const isDid = ({id}) => id.startsWith('did:web:');
const dids = new Map(named.filter(isDid).map(did => [did.id, did]));
const statusLists = new Map(named.filter(each => !isDid(each)).map(list => [list.id, list]));

function didWebDocument(url) {
  const document = dids.get(url.split('#')[0]);
  if(!url.includes('#')) {
    return document;
  }
  const method = document.verificationMethod.find(({id}) => id === url);
  return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

function didKeyDocument(url) {
  const [did] = url.split('#');
  const publicKeyMultibase = did.slice('did:key:'.length);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase
  };
  if(url.includes('#')) {
    return method;
  }
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [method], assertionMethod: [method.id]
  };
}

async function documentLoader(url) {
  let document;
  if(url in CONTEXTS) {
    document = readJson(join(contexts, CONTEXTS[url]));
  } else if(url.startsWith('did:key:')) {
    document = didKeyDocument(url);
  } else if(dids.has(url.split('#')[0])) {
    document = didWebDocument(url);
  } else if(statusLists.has(url)) {
    document = statusLists.get(url);
  } else {
    throw new Error(`nothing is looked up elsewhere: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

// The library tells the bit; to refuse a credential whose bit is set is its caller's part.
async function refuseRevoked(options) {
  if(!statusLists.size) {
    return {verified: true};
  }
  const checked = await checkStatus({...options, suite});
  const revoked = checked.verified && checked.results.some(({status}) => status);
  return revoked ? {...checked, verified: false, error: new Error('revoked')} : checked;
}

const suite = new DataIntegrityProof({cryptosuite});
const result = await vc.verifyCredential({
  credential, suite, documentLoader, checkStatus: refuseRevoked
});
const reasons = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error];
console.log(JSON.stringify({
  verified: result.verified,
  status: result.statusResult?.verified ?? null,
  reason: reasons.filter(Boolean).map(error => error.message).join('; ')
}));
