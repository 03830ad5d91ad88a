-- Whom to ring when a child can't wait, by day and outside it; empty where the municipality has written none. Settings until the content table comes.
alter table municipality add column acute_day text not null default '';
alter table municipality add column acute_evening text not null default '';
alter table municipality add column acute_from text not null default '08:00';
alter table municipality add column acute_to text not null default '15:00';
