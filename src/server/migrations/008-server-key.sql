-- Which keys of DATA_DIR/keys belong to this database: fingerprints only, the keys themselves never come here.
create table server_key (
  fingerprint text primary key,
  name text not null,
  added_at timestamptz not null,
  -- Lost, and said to be: nothing that was sealed or signed with it opens any more.
  given_up_at timestamptz
);
