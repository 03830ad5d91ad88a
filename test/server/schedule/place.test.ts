import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MunicipalityRow } from '#api/row-documents.ts';
import { Institution } from '#domain/institution.ts';
import { nextVersion } from '#server/records/version.ts';
import { saveMunicipality, savePlace } from '#server/schedule/place.ts';
import { type Endpoint, openEndpoint, places } from '../../helpers/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint?.close());

const rowOf = async (kind: string, number?: string) =>
  (
    await endpoint.sql<{ v: number; doc: object }[]>`
      select v::float8 as v, doc from sync_row
      where scope = 'ref' and kind = ${kind} ${number ? endpoint.sql`and doc ->> 'number' = ${number}` : endpoint.sql``}`
  )[0]!;

it('the fields of a place and of the municipality are written by one file, beside the numbers of references', () => {
  const src = resolve(import.meta.dirname, '../../../src');
  const writers = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      /update\s+(institution|municipality)\b/i.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(writers.toSorted()).toEqual(
    [join('server', 'records', 'save.ts'), join('server', 'schedule', 'place.ts')].toSorted(),
  );
});

it('what tablets know of a place reaches them, and what they do not know stays here', async () => {
  const { sql } = endpoint;
  const [before, other] = [await rowOf('institution', places.west), await rowOf('institution', places.east)];
  const v = await sql.begin(async (tx) => {
    const version = await nextVersion(tx);
    const fields = { phone: '00 00 00 07', phoneOf: 'kontoret', booking: 'en-skole-234567' };
    await savePlace(tx, version, places.west, fields);
    return version;
  });
  const after = await rowOf('institution', places.west);
  expect(after).toEqual({ v, doc: { ...before.doc, booking: 'en-skole-234567' } });
  expect(Institution.parse(after.doc)).toEqual(after.doc);
  expect(await sql`select phone, phone_of from institution where number = ${places.west}`).toEqual([
    { phone: '00 00 00 07', phone_of: 'kontoret' },
  ]);
  await sql.begin(async (tx) => savePlace(tx, await nextVersion(tx), places.west, { phone: '' }));
  expect(await rowOf('institution', places.west)).toEqual(after);
  expect(await sql`select phone, phone_of from institution where number = ${places.west}`).toEqual([
    { phone: '', phone_of: 'kontoret' },
  ]);
  expect(await rowOf('institution', places.east)).toEqual(other);
});

it('the municipality’s too', async () => {
  const { sql } = endpoint;
  const before = await rowOf('municipality');
  const acute = { day: '72 00 00 01', evening: '114', from: '08:15', to: '15:45' };
  const v = await sql.begin(async (tx) => {
    const version = await nextVersion(tx);
    await saveMunicipality(tx, version, { acute, keepDays: 45 });
    return version;
  });
  const after = await rowOf('municipality');
  expect(after).toEqual({ v, doc: { ...before.doc, acute } });
  expect(MunicipalityRow.parse(after.doc)).toEqual(after.doc);
  expect(
    await sql`select keep_booking_days, acute_day, acute_to, phone_of = '' as "isRung" from municipality`,
  ).toEqual([{ keep_booking_days: 45, acute_day: '72 00 00 01', acute_to: '15:45', isRung: false }]);
});
