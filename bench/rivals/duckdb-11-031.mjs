// The 11/031 replay as a data team would write it in DuckDB's SQL over the data folder: counts by (outcome, category, rule, stage).
// It trusts the files: no number, date or key is checked, no bad row set aside, and `aid_id` is taken to be unique.
// usage: node duckdb-11-031.mjs DIR FROM TO [THREADS] [--rows FILE] [--load-only]
//   --rows FILE   also writes every decision, ordered by month and number, as replay prints them
//   --load-only   only reads all files into typed columns, and prints how long it took
import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync } from 'node:fs';

const [dir, from, to, threads = '2'] = process.argv.slice(2);
const option = (name) => { const i = process.argv.indexOf(name); return i < 0 ? null : process.argv[i + 1]; };
const rowsFile = option('--rows');
const loadOnly = process.argv.includes('--load-only');
const index = (month) => +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1;
const [first, last, inForce] = [index(from), index(to), index('2011-04')];

const database = await DuckDBInstance.create(':memory:', { threads });
const connection = await database.connect();
const sql = (text) => connection.run(text);
const started = process.hrtime.bigint();
const seconds = () => (Number(process.hrtime.bigint() - started) / 1e9).toFixed(2);

// Every column of SPEC §2 with its proper type: numbers as BIGINT make joins several times faster than text.
const columns = {
  persons: { niss: 'BIGINT', last_name: 'VARCHAR', first_names: 'VARCHAR', country_of_origin: 'VARCHAR' },
  nationalities: { niss: 'BIGINT', country: 'VARCHAR', from: 'DATE', to: 'DATE' },
  stays: { niss: 'BIGINT', from: 'DATE', to: 'DATE', legal: 'VARCHAR', register: 'VARCHAR', title: 'VARCHAR', ground: 'VARCHAR', quality: 'VARCHAR',
           recognised_on: 'DATE', applied_on: 'DATE', applied_at: 'VARCHAR', sponsor_niss: 'BIGINT' },
  aid: { aid_id: 'VARCHAR', niss: 'BIGINT', centre: 'BIGINT', nature: 'VARCHAR', category: 'TINYINT', monthly_cents: 'BIGINT', from: 'DATE', to: 'DATE', status: 'VARCHAR' },
  reimbursements: { aid_id: 'VARCHAR', paid_on: 'DATE', cents: 'BIGINT' },
  replacements: { old_niss: 'BIGINT', new_niss: 'BIGINT', on: 'DATE' },
};
const csv = (file) => {
  const typed = Object.entries(columns[file]).map(([name, type]) => `'${name}': '${type}'`).join(', ');
  return `read_csv('${dir}/${file}.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${typed}})`;
};

if (loadOnly) {
  for (const file of Object.keys(columns)) {
    if (existsSync(`${dir}/${file}.csv`)) await sql(`create table ${file} as select * from ${csv(file)}`);
  }
  console.error(`load ${seconds()} s, rss ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
  process.exit(0);
}

await sql(`create table members(country varchar, f date, t date)`);
await sql(`insert into members
  select c, date '1952-07-23', null from unnest(['FR','DE','IT','NL','LU']) u(c)
  union all select c, date '1973-01-01', null from unnest(['DK','IE']) u(c)
  union all select 'GB', date '1973-01-01', date '2020-01-31'
  union all select 'GR', date '1981-01-01', null
  union all select c, date '1986-01-01', null from unnest(['ES','PT']) u(c)
  union all select c, date '1995-01-01', null from unnest(['AT','FI','SE']) u(c)
  union all select c, date '2004-05-01', null from unnest(['CY','CZ','EE','HU','LV','LT','MT','PL','SK','SI']) u(c)
  union all select c, date '2007-01-01', null from unnest(['BG','RO']) u(c)
  union all select 'HR', date '2013-07-01', null`);

// Replaced numbers: every fact counts as the newest number's, sponsors included.
await sql(`create table step as ${existsSync(`${dir}/replacements.csv`) ? `select old_niss, new_niss from ${csv('replacements')}` : `select 0::bigint old_niss, 0::bigint new_niss where false`}`);
await sql(`create table chain as with recursive walk(old_niss, niss) as (
    select old_niss, new_niss from step union all select walk.old_niss, step.new_niss from walk join step on step.old_niss = walk.niss)
  select old_niss, niss from walk where niss not in (select old_niss from step)`);
const newest = (column, table) => `coalesce((select chain.niss from chain where chain.old_niss = ${table}.${column}), ${table}.${column})`;

await sql(`create table nationality as select ${newest('niss', 'n')} niss, country, "from" f, "to" t from ${csv('nationalities')} n`);
await sql(`create table row0 as select ${newest('niss', 's')} niss, "from" f, "to" t, legal = 'yes' legal, register, ground, quality, recognised_on rec,
    ${newest('sponsor_niss', 's')} sponsor from ${csv('stays')} s`);
await sql(`create table stay as
  with a as (select *, lag(legal) over w was_legal, lag(t) over w ended from row0 window w as (partition by niss order by f)),
       b as (select *, case when legal and was_legal and ended is not null and ended + 1 >= f then 0 else 1 end broken from a),
       c as (select *, sum(broken) over (partition by niss order by f) link from b)
  select *, min(f) over (partition by niss, link) stay_start from c where legal`);
await sql(`drop table row0`);
await sql(`create table aided as select niss, m, bool_or(ris) ris, bool_or(not ris) sa, min(f) filter (where ris) ris_from from (
    select ${newest('niss', 'a')} niss, nature = 'ris' ris, "from" f,
      unnest(range(year("from") * 12 + month("from") - 1, least(coalesce(year("to") * 12 + month("to") - 1, 99999), ${last}) + 1)) m
    from ${csv('aid')} a where status = 'granted') group by niss, m`);
await sql(`create table first_sa as select niss, min(m) m from aided where sa group by niss`);
await sql(`create table ris_run as select niss, m, first_value(ris_from) over (partition by niss, run order by m) day0
  from (select niss, m, ris_from, m - row_number() over (partition by niss order by m) run from aided where ris)`);
await sql(`create table month as select a.niss, a.m, a.ris, a.sa, coalesce(s.m <= a.m, false) sa_so_far, r.day0,
    make_date(((a.m + 1) // 12)::int, ((a.m + 1) % 12 + 1)::int, 1) as_of
  from aided a left join first_sa s using (niss) left join ris_run r on r.niss = a.niss and r.m = a.m where a.m >= ${inForce}`);
for (const table of ['aided', 'first_sa', 'ris_run']) await sql(`drop table ${table}`);

// Sponsors need nationality and stay on the as-of day too.
await sql(`create table who as select niss, as_of from month
  union select s.sponsor, p.as_of from month p join stay s on s.niss = p.niss and s.f <= p.as_of and (s.t is null or s.t >= p.as_of)
        where s.ground = 'art40bis' and s.sponsor is not null`);
await sql(`create table nation as select w.niss, w.as_of, bool_or(n.country = 'BE') be, bool_or(e.country is not null) eu
  from who w join nationality n on n.niss = w.niss and n.f <= w.as_of and (n.t is null or n.t >= w.as_of)
    left join members e on e.country = n.country and e.f <= w.as_of and (e.t is null or e.t >= w.as_of) group by w.niss, w.as_of`);
await sql(`create table current as select w.niss, w.as_of, s.register, s.ground, s.quality, s.rec, s.sponsor, s.stay_start
  from who w join stay s on s.niss = w.niss and s.f <= w.as_of and (s.t is null or s.t >= w.as_of)`);
await sql(`drop table who`);
await sql(`create table worker as select c.niss, c.as_of, n.be from current c join nation n on n.niss = c.niss and n.as_of = c.as_of
  where (n.be or n.eu) and c.ground = 'art40' and c.quality in ('employee', 'self_employed', 'jobseeker')`);
await sql(`create table decided as
  with x as (select p.*, c.register, c.rec, c.stay_start, n.be, n.niss is not null known,
        case when w.niss is not null then 'eu-worker' when c.ground = 'art40bis' and sw.niss is not null then 'family' end category
      from month p left join current c on c.niss = p.niss and c.as_of = p.as_of left join nation n on n.niss = p.niss and n.as_of = p.as_of
        left join worker w on w.niss = p.niss and w.as_of = p.as_of left join worker sw on sw.niss = c.sponsor and sw.as_of = p.as_of and not sw.be),
    y as (select niss, m, ris, sa_so_far, category,
        case when category is null then null when not known then '?belgian' when be then 'belgian'
             when register = 'population' and stay_start + interval 3 year <= as_of then 'permanent-register' end at_source,
        case when category is not null and stay_start + interval 3 year <= as_of then 'permanent-stay' end at_hub,
        case when sa and not coalesce(rec <= as_of, false) then 'aid-before-recognition'
             when ris and sa_so_far and coalesce(rec <= as_of, false) then 'living-wage-after-aid'
             when ris and not sa_so_far and day0 + interval 3 month <= as_of then 'three-months-living-wage' end start_rule from x)
  select *, min(case when category is not null and at_source is null and start_rule is not null then m end) over (partition by niss) started from y`);
for (const table of ['month', 'nation', 'current', 'worker']) await sql(`drop table ${table}`);
await sql(`create table handing as
  with h as (select *, coalesce(category is not null and at_source is null and m >= started, false) handed from decided)
  select *, coalesce(lag(m) over w = m - 1 and lag(handed) over w, false) handed_before, lead(m) over w next_m from h window w as (partition by niss order by m)`);
await sql(`drop table decided`);
await sql(`create table outcome as select m, niss,
    case when category is null then 'outside' when at_source = '?belgian' then 'withhold' when at_source is not null then 'exclude'
         when not handed then case when ris and not sa_so_far then 'wait' else 'withhold' end
         when at_hub is not null then 'exclude' else 'transmit' end outcome,
    category,
    case when category is null then null when at_source is not null then ltrim(at_source, '?') when not handed then null when at_hub is not null then at_hub
         when m = started then start_rule when handed_before then 'continue' else 'resume' end as "rule",
    case when category is null then null when at_source is not null then 'source' when handed and at_hub is not null then 'hub' end stage
  from handing where m between ${first} and ${last}
  union all select m + 1, niss, 'pause', null, null, null from handing
    where handed and (next_m is null or next_m > m + 1) and m + 1 between ${first} and ${last}`);

const counts = await connection.runAndReadAll(`select outcome, category, "rule", stage, count(*)::bigint n from outcome group by all order by all`);
console.error(`total ${seconds()} s, rss ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
for (const row of counts.getRowObjects()) console.log(JSON.stringify({ ...row, n: Number(row.n) }));
if (rowsFile) {
  await sql(`copy (select printf('%04d-%02d', m // 12, m % 12 + 1) as month, printf('%011d', niss) niss, outcome, category, "rule", stage
    from outcome order by m, niss) to '${rowsFile}' (format json)`);
}
process.exit(0);
