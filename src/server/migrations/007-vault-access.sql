-- A sign-in on a tablet serves one thing, to make or renew a vault (docs/trust.md, "The endpoint"); nothing else takes it.
create table vault_sign_in (
  hash bytea primary key,
  person uuid not null references person,
  -- When she proved who she is: the role button in the demo.
  authenticated_at timestamptz not null,
  used_at timestamptz
);

-- What a vault reads with, beside its device's signature. It lies sealed inside the vault; here is only its hash.
create table credential (
  hash bytea primary key,
  device uuid not null references device,
  signed_in_at timestamptz not null,
  lease_until timestamptz not null,
  ended_at timestamptz
);
create index on credential (device);

-- Days that a tablet may read after a sign-in.
alter table municipality add column lease_days int not null default 7 check (lease_days between 1 and 31);
