-- The 11/031 replay in PostgreSQL's SQL over the tables that postgresql-11-031.sh filled by COPY: counts by (outcome, category, rule,
-- stage) as lines of JSON. It trusts the files, as the DuckDB script does.
-- Variables: first, last, in_force (months counted from the year 0).
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on

create unlogged table members (country text, f date, t date);
insert into members
  select c, date '1952-07-23', null::date from unnest(array['FR','DE','IT','NL','LU']) c
  union all select c, '1973-01-01', null from unnest(array['DK','IE']) c
  union all select 'GB', '1973-01-01', '2020-01-31'
  union all select 'GR', '1981-01-01', null
  union all select c, '1986-01-01', null from unnest(array['ES','PT']) c
  union all select c, '1995-01-01', null from unnest(array['AT','FI','SE']) c
  union all select c, '2004-05-01', null from unnest(array['CY','CZ','EE','HU','LV','LT','MT','PL','SK','SI']) c
  union all select c, '2007-01-01', null from unnest(array['BG','RO']) c
  union all select 'HR', '2013-07-01', null;

-- Replaced numbers: every fact counts as the newest number's, sponsors included.
create unlogged table chain as
  with recursive walk(old_niss, niss) as (
    select old_niss, new_niss from step union all select walk.old_niss, step.new_niss from walk join step on step.old_niss = walk.niss)
  select old_niss, niss from walk where niss not in (select old_niss from step);
analyze chain;

create unlogged table nationality as
  select coalesce(c.niss, n.niss) niss, country, f, t from nationality0 n left join chain c on c.old_niss = n.niss;
create unlogged table stay as
  with r as (select coalesce(c.niss, s.niss) niss, f, t, legal = 'yes' legal, register, ground, quality, rec, coalesce(sc.niss, s.sponsor) sponsor
             from stay0 s left join chain c on c.old_niss = s.niss left join chain sc on sc.old_niss = s.sponsor),
       a as (select *, lag(legal) over w was_legal, lag(t) over w ended from r window w as (partition by niss order by f)),
       b as (select *, case when legal and was_legal and ended is not null and ended + 1 >= f then 0 else 1 end broken from a),
       c as (select *, sum(broken) over (partition by niss order by f) link from b)
  select niss, f, t, register, ground, quality, rec, sponsor, min(f) over (partition by niss, link) stay_start from c where legal;
drop table nationality0, stay0;

create unlogged table granted as
  select coalesce(c.niss, a.niss) niss, nature = 'ris' ris, f,
    extract(year from f)::int * 12 + extract(month from f)::int - 1 m1,
    least(coalesce(extract(year from t)::int * 12 + extract(month from t)::int - 1, 99999), :last) m2
  from aid0 a left join chain c on c.old_niss = a.niss where status = 'granted';
drop table aid0;

-- Each person's nationalities as sets of days, one row a person.
create unlogged table nation as
  select n.niss, range_agg(daterange(n.f, n.t, '[]')) known, range_agg(daterange(n.f, n.t, '[]')) filter (where n.country = 'BE') be,
    range_agg(daterange(n.f, n.t, '[]') * daterange(e.f, e.t, '[]')) filter (where e.country is not null) eu
  from nationality n left join members e on e.country = n.country group by n.niss;
drop table nationality;

-- Only these can be in a category; everybody else's months of aid need no more than counting.
create unlogged table candidate as
  select distinct niss from stay where ground = 'art40bis' or ground = 'art40' and quality in ('employee', 'self_employed', 'jobseeker');
create unlogged table elsewhere as
  select coalesce(sum(upper(months) - lower(months)), 0) n
  from (select unnest(range_agg(int4range(greatest(m1, :first, :in_force), m2, '[]'))) months
        from granted g where m2 >= greatest(m1, :first, :in_force) and not exists (select from candidate c where c.niss = g.niss)
        group by niss) counted;
analyze;

create unlogged table aided as
  select niss, m, bool_or(ris) ris, bool_or(not ris) sa, min(f) filter (where ris) ris_from
  from granted join candidate using (niss), generate_series(m1, m2) m group by niss, m;
analyze aided;
create unlogged table month as
  select *, make_date((m + 1) / 12, (m + 1) % 12 + 1, 1) as_of
  from (select niss, m, ris, sa, coalesce(min(m) filter (where sa) over (partition by niss) <= m, false) sa_so_far,
          first_value(ris_from) over (partition by niss, ris, run order by m) day0
        from (select *, m - row_number() over (partition by niss, ris order by m) run from aided) runs) so_far
  where m >= :in_force;
drop table granted, aided;
analyze month;

create unlogged table decided as
  with x as (select p.*, s.register, s.rec, s.stay_start, coalesce(n.known @> as_of, false) known, coalesce(n.be @> as_of, false) be,
        case when s.ground = 'art40' and s.quality in ('employee', 'self_employed', 'jobseeker')
                  and (n.be @> as_of or n.eu @> as_of) then 'eu-worker'
             when s.ground = 'art40bis' and ss.niss is not null and sn.eu @> as_of and not coalesce(sn.be @> as_of, false) then 'family' end category
      from month p
        left join stay s on s.niss = p.niss and s.f <= as_of and (s.t is null or s.t >= as_of)
        left join nation n on n.niss = p.niss
        left join stay ss on ss.niss = s.sponsor and ss.f <= as_of and (ss.t is null or ss.t >= as_of)
          and ss.ground = 'art40' and ss.quality in ('employee', 'self_employed', 'jobseeker')
        left join nation sn on sn.niss = s.sponsor),
    y as (select niss, m, ris, sa_so_far, category,
        case when category is null then null when not known then '?belgian' when be then 'belgian'
             when register = 'population' and stay_start + interval '3 years' <= as_of then 'permanent-register' end at_source,
        case when category is not null and stay_start + interval '3 years' <= as_of then 'permanent-stay' end at_hub,
        case when sa and not coalesce(rec <= as_of, false) then 'aid-before-recognition'
             when ris and sa_so_far and coalesce(rec <= as_of, false) then 'living-wage-after-aid'
             when ris and not sa_so_far and day0 + interval '3 months' <= as_of then 'three-months-living-wage' end start_rule from x)
  select *, min(case when category is not null and at_source is null and start_rule is not null then m end) over (partition by niss) started from y;
drop table month, nation, candidate;

with h as (select *, coalesce(category is not null and at_source is null and m >= started, false) handed from decided),
  handing as (select *, coalesce(lag(m) over w = m - 1 and lag(handed) over w, false) handed_before, lead(m) over w next_m from h window w as (partition by niss order by m)),
  outcome as (
    select case when category is null then 'outside' when at_source = '?belgian' then 'withhold' when at_source is not null then 'exclude'
             when not handed then case when ris and not sa_so_far then 'wait' else 'withhold' end
             when at_hub is not null then 'exclude' else 'transmit' end outcome,
      category,
      case when category is null then null when at_source is not null then ltrim(at_source, '?') when not handed then null when at_hub is not null then at_hub
           when m = started then start_rule when handed_before then 'continue' else 'resume' end rule,
      case when category is null then null when at_source is not null then 'source' when handed and at_hub is not null then 'hub' end stage
    from handing where m between :first and :last
    union all select 'pause', null, null, null from handing
      where handed and (next_m is null or next_m > m + 1) and m + 1 between :first and :last),
  counted as (
    select outcome, category, rule, stage, count(*) n from outcome group by outcome, category, rule, stage
    union all select 'outside', null, null, null, n from elsewhere)
select json_build_object('outcome', outcome, 'category', category, 'rule', rule, 'stage', stage, 'n', sum(n))
from counted group by outcome, category, rule, stage having sum(n) > 0 order by outcome collate "C", category collate "C", rule collate "C", stage collate "C";
