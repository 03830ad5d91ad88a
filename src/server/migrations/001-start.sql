-- One database per municipality: no tenant column, own backup, own erasure.

-- Who and where -----------------------------------------------------------------------------------------------------
create table municipality (
  only_row bool primary key default true check (only_row),
  id uuid not null,
  name text not null,
  four_week_days int not null default 28,
  family_unit text not null,
  worker_title text not null,
  demo bool not null default false
);
create table person (
  id uuid primary key,
  login text not null unique,
  name text not null,
  initials text not null,
  title text not null,
  role text not null check (role in ('worker', 'booker', 'coordinator', 'administrator', 'auditor'))
);
create table institution (
  number text primary key check (number ~ '^[0-9A-Z]{6}$'),
  id uuid not null unique,
  name text not null,
  code text not null unique,
  kind text not null,
  district text not null,
  cluster text not null,
  last_reference int not null default 0
);
create table assignment (
  id uuid primary key,
  person uuid not null references person,
  institution text not null references institution,
  served_as text not null check (served_as in ('regular', 'substitute')),
  valid_from date not null,
  valid_to date
);
create index on assignment (person);
-- A coordinator reads the places of these clusters and no others.
create table coordinates (person uuid not null references person, cluster text not null, primary key (person, cluster));

-- Sync (docs/protocol.md) -------------------------------------------------------------------------------------------
-- v = boot * 2^32 + n fits 2^53. The row lock of the clock is held to commit: versions become visible in order.
create table sync_clock (only_row bool primary key default true check (only_row), v bigint not null);
insert into sync_clock (v) values (0);
create table sync_boot (
  boot int primary key,
  token uuid not null unique,
  last_v bigint not null,
  started timestamptz not null default now()
);
-- Records are kept once: for a log: scope the document is the merged record itself.
create table sync_row (
  scope text collate "C" not null,
  kind text collate "C" not null,
  id uuid not null,
  v bigint not null,
  deleted bool not null default false,
  doc jsonb,
  primary key (scope, kind, id)
);
create index sync_row_v on sync_row (scope, v, kind, id);
create index sync_row_id on sync_row (id);
create index sync_row_consultation on sync_row ((doc -> 'fixed' ->> 'started') desc, id desc) where kind = 'consultation';
create index sync_row_parent on sync_row ((doc -> 'fixed' ->> 'consultation')) where kind in ('note', 'assessment', 'concern');
create table sync_scope (scope text primary key, floor_v bigint not null default 0);
create table device (
  id uuid primary key,
  person uuid not null references person,
  tablet text not null,
  public_key bytea not null,
  made bigint not null default 0,
  unsent bigint not null default 0,
  schema int,
  made_at timestamptz not null default now(),
  seen_at timestamptz,
  revoked_at timestamptz
);
create table change (
  op uuid primary key,
  device uuid not null,
  hash bytea not null,
  person uuid not null,
  kind text,
  object uuid,
  institution text,
  body jsonb,
  device_at timestamptz,
  received_at timestamptz not null default now(),
  v bigint not null,
  result jsonb not null
);
create index on change (object);
create table parked (
  op uuid primary key,
  waits_for uuid not null,
  since timestamptz not null default now(),
  device uuid not null,
  person uuid not null,
  hash bytea not null,
  body jsonb not null
);
create index on parked (waits_for);
create table quarantine (
  id bigint generated always as identity primary key,
  received_at timestamptz not null default now(),
  device uuid,
  op text,
  reason text not null,
  sealed bytea not null
);

-- Logins and who read what ------------------------------------------------------------------------------------------
create table login (
  hash bytea primary key,
  person uuid not null references person,
  made_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  person uuid,
  verb text not null,
  object text
);
