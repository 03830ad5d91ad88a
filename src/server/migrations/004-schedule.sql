-- The schedule desk: a closed day of single places, an hour that goes on from another, and what was changed by whom.
alter table closing add column places text[] not null default '{}';
alter table drop_in add column follows uuid;

-- Every change of the plan, once for each request: a request that is sent again is answered from here. Only added to.
create table plan_change (
  request uuid primary key,
  at timestamptz not null,
  person uuid not null references person,
  places text[] not null,
  hash bytea not null,
  deed jsonb not null,
  answer jsonb not null
);
create index on plan_change (at desc);
create function keep_plan_change() returns trigger language plpgsql as $$
begin
  raise exception 'plan_change is only added to';
end $$;
create trigger plan_change_kept before update or delete on plan_change for each row execute function keep_plan_change();
