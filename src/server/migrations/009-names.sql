-- The keys of records and of the plan's history were renamed before any municipality had data (docs/decisions.md).
do $$
begin
  if exists (select from sync_row where scope like 'log:%') or exists (select from plan_change) then
    raise exception 'The database holds records of a version before their keys were renamed, which only a demo can: delete its folder (DATA_DIR) and start again.';
  end if;
end $$;
alter table sync_boot rename to sync_epoch;
alter table sync_epoch rename column boot to epoch;
alter table plan_change rename column deed to command;
drop index sync_row_queue;
create index sync_row_queue on sync_row ((doc -> 'fixed' ->> 'date'))
  where kind in ('queueEntry', 'bookingRequest') and not deleted;
