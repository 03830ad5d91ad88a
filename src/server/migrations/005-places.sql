-- Whom to ring where the page can't help: of the place, else of the municipality; empty where there is nobody.
alter table municipality add column phone text not null default '';
alter table municipality add column phone_of text not null default '';
alter table institution add column phone text not null default '';
alter table institution add column phone_of text not null default '';

-- Days after its date that a booking keeps who booked it, and that queues, waiting lists and sent mails are kept.
alter table municipality add column keep_booking_days int not null default 30 check (keep_booking_days between 7 and 365);
-- What is to be forgotten is looked for every hour, and is always a small part.
create index booking_named on booking (day) where name is not null or mail is not null;
create index mail_over on mail (send_after) where sent_at is not null or given_up_at is not null;
create index sync_row_queue on sync_row ((doc -> 'fixed' ->> 'date')) where kind in ('queueEntry', 'wish') and not deleted;

-- Each look at a booking page asks whether a session of today is open.
create index sync_row_session on sync_row (scope, (doc -> 'fixed' ->> 'date')) where kind = 'session';
