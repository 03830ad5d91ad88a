-- Booking needs constraints of its own, so it is relational. Every writer takes sync_clock first and mirrors what tablets
-- may see into sync_row in the same transaction.
create extension if not exists btree_gist;

-- The plan ----------------------------------------------------------------------------------------------------------
create table drop_in (
  id uuid primary key,
  institution text not null references institution,
  worker uuid not null references person,
  weekday int not null check (weekday between 1 and 7),
  starts text not null check (starts ~ '^\d\d:\d\d$'),
  ends text not null check (ends ~ '^\d\d:\d\d$' and ends > starts),
  room text not null,
  slot_minutes int not null check (slot_minutes > 0),
  walk_in_share float8 not null check (walk_in_share between 0 and 1),
  every_weeks int not null check (every_weeks > 0),
  valid_from date not null,
  valid_to date,
  earliest_days int not null default 28 check (earliest_days >= 0),
  latest_minutes int not null default 0 check (latest_minutes >= 0),
  -- Raised with every change: calendars that subscribe must see that an hour is newer than theirs.
  sequence int not null default 0,
  changed_at timestamptz not null default now()
);
create index on drop_in (institution);
create index on drop_in (worker);
create table closing (
  id uuid primary key,
  name text not null,
  kinds text[] not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day)
);
-- A database that was there before has its plan in the ref scope only.
insert into drop_in (id, institution, worker, weekday, starts, ends, room, slot_minutes, walk_in_share, every_weeks,
                     valid_from, valid_to)
select id, doc ->> 'institution', (doc ->> 'worker')::uuid, (doc ->> 'weekday')::int, doc ->> 'start', doc ->> 'end',
       doc ->> 'room', (doc ->> 'slotMinutes')::int, (doc ->> 'walkInShare')::float8, (doc ->> 'everyWeeks')::int,
       (doc ->> 'validFrom')::date, (doc ->> 'validTo')::date
from sync_row where scope = 'ref' and kind = 'dropIn' and not deleted;
insert into closing (id, name, kinds, from_day, to_day)
select id, doc ->> 'name', array(select jsonb_array_elements_text(doc -> 'kinds')), (doc ->> 'from')::date,
       (doc ->> 'to')::date
from sync_row where scope = 'ref' and kind = 'closing' and not deleted;
create index sync_row_occurrence on sync_row (scope, (doc -> 'fixed' ->> 'date')) where kind = 'occurrence';

-- Booking -----------------------------------------------------------------------------------------------------------
-- A renewed code leaves the old one behind as retired: whoever has an old poster is told so kindly.
create table booking_code (
  code text primary key check (code ~ '^[0-9A-Z]{6}$'),
  institution text not null references institution,
  made_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index on booking_code (institution) where retired_at is null;
create table booking (
  id uuid primary key,
  institution text not null references institution,
  occurrence uuid not null,
  drop_in uuid,
  worker uuid not null references person,
  room text not null,
  -- Wall time in Europe/Copenhagen is what was agreed; slot is the same in instants, for the constraints.
  day date not null,
  starts text not null,
  ends text not null,
  slot tstzrange not null check (not isempty(slot) and lower_inc(slot) and not upper_inc(slot)),
  role text not null,
  name text,
  mail text,
  theme text,
  language text not null default 'da' check (language in ('da', 'en')),
  state text not null check (state in ('confirmed', 'mustMove', 'cancelled', 'kept', 'absent')),
  -- SHA-256 of the secret in its owner's link.
  secret bytea not null unique,
  -- One intention of one person: the same again finds the same booking.
  request uuid not null unique,
  -- Of its calendar entry (RFC 5545): raised with every change that its owner's calendar must take.
  sequence int not null default 0,
  wants_earlier bool not null default false,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- The plain columns cost nothing and say why a slot was refused: the worker is one person, the room is one room.
  constraint booking_worker exclude using gist (worker with =, slot with &&)
    where (state in ('confirmed', 'mustMove', 'kept', 'absent')),
  constraint booking_room exclude using gist (institution with =, room with =, slot with &&)
    where (state in ('confirmed', 'mustMove', 'kept', 'absent'))
);
create index on booking (institution, day);
-- Who found no free time and asked to be told of the next one.
create table waiting (
  institution text not null references institution,
  mail text not null,
  language text not null,
  made_at timestamptz not null,
  primary key (institution, mail)
);

-- Mail: written with what it tells of, sent afterwards by whichever endpoint takes it ------------------------------
create table mail (
  id uuid primary key,
  booking uuid references booking on delete cascade,
  kind text not null,
  recipient text not null,
  subject text not null,
  -- Both are emptied when the mail is sent.
  text text,
  ics text,
  made_at timestamptz not null,
  send_after timestamptz not null,
  sent_at timestamptz,
  given_up_at timestamptz,
  attempts int not null default 0,
  last_error text
);
create index mail_due on mail (send_after) where sent_at is null and given_up_at is null;
create index on mail (booking);

-- Calendar feeds ----------------------------------------------------------------------------------------------------
create table feed (
  id uuid primary key,
  person uuid references person,
  institution text references institution,
  -- SHA-256 of the secret in its address; the secret itself is made from the id with a key outside the database.
  secret bytea not null unique,
  made_at timestamptz not null,
  retired_at timestamptz,
  check ((person is null) <> (institution is null))
);
create unique index on feed (person) where retired_at is null;
create unique index on feed (institution) where retired_at is null;

-- Requests per minute and address, forgotten with a crash and after an hour.
create unlogged table rate (
  bucket text not null,
  minute timestamptz not null,
  count int not null default 1,
  primary key (bucket, minute)
);
