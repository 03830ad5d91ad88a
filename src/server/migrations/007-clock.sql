-- Every instant comes from the endpoint's own clock, never from the database's: a column nobody filled is a fault.
alter table migration alter column at drop default;
alter table sync_boot alter column started drop default;
alter table device alter column made_at drop default;
alter table change alter column received_at drop default;
alter table parked alter column since drop default;
alter table quarantine alter column received_at drop default;
alter table login alter column made_at drop default, alter column seen_at drop default;
alter table audit alter column at drop default;
alter table drop_in alter column changed_at drop default;
alter table booking_code alter column made_at drop default;
