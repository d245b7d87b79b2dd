// Deliberation 11/031 in the Common Expression Language, one decision at a time on facts that stand as of the day. The expression is
// parsed once. Its value, `outcome category rule stage`, names the rule that spoke; which other conditions failed is not worked out.
// usage: node decide-11-031-cel.mjs CASES.ndjson ROUNDS
import { readFileSync } from 'node:fs';
import { parse } from '@marcbachmann/cel-js';

const after = (category) => `
  (!nationality_known ? 'withhold ${category} belgian source'
  : belgian ? 'exclude ${category} belgian source'
  : register == 'population' && stay_months >= 36 ? 'exclude ${category} permanent-register source'
  : started ? (stay_months >= 36 ? 'exclude ${category} permanent-stay hub'
              : handed_before ? 'transmit ${category} continue null' : 'transmit ${category} resume null')
  : social_aid && !recognised ? (stay_months >= 36 ? 'exclude ${category} permanent-stay hub' : 'transmit ${category} aid-before-recognition null')
  : ris && social_aid_so_far && recognised ? (stay_months >= 36 ? 'exclude ${category} permanent-stay hub' : 'transmit ${category} living-wage-after-aid null')
  : ris && !social_aid_so_far && ris_months >= 3 ? (stay_months >= 36 ? 'exclude ${category} permanent-stay hub' : 'transmit ${category} three-months-living-wage null')
  : ris && !social_aid_so_far ? 'wait ${category} null null'
  : 'withhold ${category} null null')`;
const decide = parse(`
  !ris && !social_aid ? 'pause null null null'
  : has_stay && ground == 'art40' && (belgian || in_union) && (quality == 'employee' || quality == 'self_employed' || quality == 'jobseeker') ? ${after('eu-worker')}
  : has_stay && ground == 'art40bis' && sponsor_fits ? ${after('family')}
  : 'outside null null null'`);

const [file, rounds] = process.argv.slice(2);
const cases = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
for (const { facts, decision } of cases) {
  const expected = `${decision.outcome} ${decision.category} ${decision.rule} ${decision.stage}`;
  const decided = decide(facts);
  if (decided !== expected) {
    console.error(`expected ${expected}, decided ${decided}: ${JSON.stringify(facts)}`);
    process.exit(1);
  }
}
const facts = cases.map((one) => one.facts);
const started = process.cpuUsage();
let transmitted = 0;
for (let round = 0; round < +rounds; ++round) {
  for (const one of facts) if (decide(one).startsWith('transmit')) ++transmitted;
}
const used = process.cpuUsage(started);
console.log(`equal ${facts.length}, ${Math.round((facts.length * rounds) / ((used.user + used.system) / 1e6))} decisions a second`);
if (transmitted === 0) process.exit(1);  // the loop was not optimised away
