import type { TransactionSql } from 'postgres';
import { MunicipalityRow } from '#api/row-documents.ts';
import { refScope } from '#api/sync.ts';
import type { AcuteNumbers } from '#domain/acute.ts';
import type { Id } from '#domain/id.ts';
import { Institution, type InstitutionNumber } from '#domain/institution.ts';
import { patchRow } from '../records/rows.ts';

/** What is altered of a place; what is left out stays. */
interface PlaceFields {
  phone?: string;
  phoneOf?: string;
  /** Last part of the address of its booking page. Its codes have a table of their own. */
  booking?: string;
}

/** What is altered for the whole municipality; what is left out stays. */
interface MunicipalityFields {
  phone?: string;
  phoneOf?: string;
  /** Days after the date that bookers' names are kept. */
  keepDays?: number;
  acute?: AcuteNumbers;
}

/**
 * Alters a place. What of it is a field of the domain's `Institution` reaches the tablets by its row, with the version `v`
 * that was taken before; every change to a place goes through here, so that no field is forgotten.
 */
export async function savePlace(
  tx: TransactionSql,
  v: number,
  number: InstitutionNumber,
  fields: PlaceFields,
): Promise<void> {
  const columns = defined({ phone: fields.phone, phone_of: fields.phoneOf });
  if (Object.keys(columns).length > 0) {
    await tx`update institution set ${tx(columns)} where number = ${number}`;
  }
  const [place] = await tx<{ id: Id }[]>`select id from institution where number = ${number}`;
  if (place) await tell(tx, v, { kind: 'institution', id: place.id }, Institution.shape, fields);
}

/** The same for the municipality, whose row on the tablets is `MunicipalityRow`. */
export async function saveMunicipality(
  tx: TransactionSql,
  v: number,
  fields: MunicipalityFields,
): Promise<void> {
  const { phone, phoneOf, keepDays, acute } = fields;
  const columns = defined({
    phone,
    phone_of: phoneOf,
    keep_booking_days: keepDays,
    acute_day: acute?.day,
    acute_evening: acute?.evening,
    acute_from: acute?.from,
    acute_to: acute?.to,
  });
  if (Object.keys(columns).length > 0) await tx`update municipality set ${tx(columns)}`;
  const [municipality] = await tx<{ id: Id }[]>`select id from municipality`;
  if (municipality) {
    await tell(tx, v, { kind: 'municipality', id: municipality.id }, MunicipalityRow.shape, fields);
  }
}

type Column = string | number;

const defined = (columns: { [column: string]: Column | undefined }): { [column: string]: Column } =>
  Object.fromEntries(
    Object.entries(columns).filter((column): column is [string, Column] => column[1] !== undefined),
  );

/** Writes those fields into the row that tablets know of. */
async function tell(
  tx: TransactionSql,
  v: number,
  row: { kind: string; id: Id },
  known: object,
  fields: object,
): Promise<void> {
  const told = Object.entries(fields).filter(([field]) => Object.hasOwn(known, field));
  if (told.length > 0) await patchRow(tx, v, { scope: refScope, ...row }, Object.fromEntries(told));
}
