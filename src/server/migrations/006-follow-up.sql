-- A dated follow-up that was done hangs on its consultation like the others.
drop index sync_row_parent;
create index sync_row_parent on sync_row ((doc -> 'fixed' ->> 'consultation'))
  where kind in ('note', 'assessment', 'concern', 'review', 'remark', 'followUp');
