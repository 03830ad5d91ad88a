-- The most urgent assessment that stands; none while the conversation lacks one. The lines are written anew at the start.
alter table log_line add column assessment text;
truncate log_line;
