-- What the coordinator's log sorts, filters and counts by: a projection of the documents of one consultation and what
-- hangs on it, written with them in one transaction and rebuilt from them where a line is missing (log/projection.ts).
create table log_line (
  consultation uuid primary key,
  institution text not null references institution,
  -- ISO 8601 in UTC, as in the document, so that it sorts as time does.
  started text collate "C" not null,
  worker uuid not null,
  status text not null check (status in ('new', 'question', 'approved')),
  annulled bool not null,
  -- Day 0 of the 4-week clock while it runs; the deadline is computed, because its length is a setting.
  clock_start date,
  -- The dated follow-up of a consultation that has no clock.
  follow_up date
);
create index log_line_started on log_line (started desc, consultation desc);
create index log_line_institution on log_line (institution);
create index log_line_open on log_line (started desc, consultation desc) where status <> 'approved' and not annulled;

-- A consultation that is erased takes its line along, whoever erases it.
create function forget_log_line() returns trigger language plpgsql as $$
begin
  delete from log_line where consultation = old.id;
  return null;
end $$;
create trigger sync_row_gone after delete on sync_row
  for each row when (old.kind = 'consultation') execute function forget_log_line();
create trigger sync_row_erased after update on sync_row
  for each row when (new.kind = 'consultation' and new.deleted) execute function forget_log_line();

drop index sync_row_parent;
create index sync_row_parent on sync_row ((doc -> 'fixed' ->> 'consultation'))
  where kind in ('note', 'assessment', 'concern', 'review', 'remark');

-- What has come from a tablet is counted each time a coordinator looks.
create index on change (device);
create index on parked (device);
create index on quarantine (device);
-- A coordinator decides without a tablet.
alter table change alter column device drop not null;
alter table parked alter column device drop not null;
