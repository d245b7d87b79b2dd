// A log that write_log has written, read with @sigstore/verify: its checkpoint and its proofs of inclusion. What the package does not know (tiles, consistency,
// cosignatures, the files' formats) is not asked of it.
//
//     node verify.mjs FOLDER
//
// Prints what was verified and how many mutants were refused, and exits with 1 if anything is not as it should be.
import { createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
// No public face of the package: the version is pinned.
const { verifyCheckpoint } = require('./node_modules/@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('./node_modules/@sigstore/verify/dist/tlog/merkle.js');

const folder = process.argv[2];
const ed25519 = Buffer.from('302a300506032b6570032100', 'hex'); // RFC 8410: what stands before the 32 bytes of a public key

function trustedLog() {
  // The key itself may hold plus signs.
  const [, name, id, key] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(readFileSync(join(folder, 'log.vkey'), 'utf8').trim());
  const publicKey = createPublicKey({ key: Buffer.concat([ed25519, Buffer.from(key, 'base64').subarray(1)]), format: 'der', type: 'spki' });
  return { logID: Buffer.from(id, 'hex'), baseURL: name, publicKey };
}

function parseProof(text) {
  const end = text.indexOf('\n\n');
  const [header, index, ...hashes] = text.slice(0, end).split('\n');
  if (header !== 'c2sp.org/tlog-proof@v1' || !/^index \d+$/.test(index)) throw new Error('not a proof');
  return { index: index.slice('index '.length), hashes: hashes.map((hash) => Buffer.from(hash, 'base64')), checkpoint: text.slice(end + 2) };
}

function leaf(index, size) {
  const width = Math.min(256, size - Math.floor(index / 256) * 256);
  const number = String(Math.floor(index / 256)).padStart(3, '0');
  const bundle = readFileSync(join(folder, 'tile/entries', width === 256 ? number : `${number}.p/${width}`));
  let at = 0;
  for (let i = 0; i < index % 256; ++i) at += 2 + bundle.readUInt16BE(at);
  return bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at));
}

const log = trustedLog();

function accepts(proof, body) {
  const entry = { canonicalizedBody: body, inclusionProof: { logIndex: proof.index, hashes: proof.hashes, checkpoint: { envelope: proof.checkpoint } } };
  try {
    verifyMerkleInclusion(entry, verifyCheckpoint(entry, [log]));
    return true;
  } catch {
    return false;
  }
}

let refused = 0;
function mustRefuse(what, proof, body) {
  if (accepts(proof, body)) throw new Error(`accepted: ${what}`);
  refused += 1;
}

function* oneBitChanged(bytes) {
  for (let bit = 0; bit < 8 * bytes.length; ++bit) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] ^= 1 << (bit & 7);
    yield changed;
  }
}

const names = readdirSync(join(folder, 'proofs'));
let verified = 0;
for (const name of names) {
  const proof = parseProof(readFileSync(join(folder, 'proofs', name), 'utf8'));
  const [text] = proof.checkpoint.split('\n\n');
  const size = Number(text.split('\n')[1]);
  const body = leaf(Number(proof.index), size);
  if (!accepts(proof, body)) throw new Error(`refused: ${name}`);
  verified += 1;
  mustRefuse('another leaf', { ...proof, index: String((Number(proof.index) + 1) % size) }, body);
  mustRefuse('one hash less', { ...proof, hashes: proof.hashes.slice(1) }, body);
  if (verified > 3) continue;

  for (const changed of oneBitChanged(body)) mustRefuse('a leaf', proof, changed);
  proof.hashes.forEach((hash, i) => {
    for (const changed of oneBitChanged(hash)) mustRefuse('a proof', { ...proof, hashes: proof.hashes.with(i, changed) }, body);
  });
  for (const changed of oneBitChanged(Buffer.from(text + '\n'))) {
    mustRefuse('a checkpoint', { ...proof, checkpoint: changed.toString('latin1') + proof.checkpoint.slice(text.length + 1) }, body);
  }
  const line = proof.checkpoint.split('\n').find((one) => one.startsWith('\u2014 '));
  const signature = line.split(' ')[2];
  for (const changed of oneBitChanged(Buffer.from(signature, 'base64'))) {
    mustRefuse('a signature', { ...proof, checkpoint: proof.checkpoint.replace(signature, changed.toString('base64')) }, body);
  }
}
if (verified === 0 || refused === 0) throw new Error('nothing was verified');
console.log(`${verified} proofs and their checkpoint verified, ${refused} mutants refused`);
