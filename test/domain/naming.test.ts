import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { isWellNamed, namings, referencesOf } from '#domain/naming.ts';
import { kindOf, type RecordKind, recordKinds } from '#domain/record-kinds.ts';
import { newId } from '../helpers/ids.ts';

const kinds = Object.keys(namings) as RecordKind[];

describe.each(kinds)('%s', (kind) => {
  const { parent } = kindOf(kind);
  const { fixed, fields } = recordKinds[kind];
  const written = Object.entries<{ schema: z.ZodMiniType }>(fields).map(([field, { schema }]) => [
    field,
    schema,
  ]);
  const shape: { [field: string]: z.ZodMiniType } = { ...fixed.shape, ...Object.fromEntries(written) };
  const takes = (field: string, value: unknown) => z.safeParse(shape[field]!, value).success;
  const holdsIds = Object.keys(shape).filter(
    (field) =>
      (takes(field, newId()) && !takes(field, 'a-key-of-a-list')) ||
      (takes(field, { [newId()]: true }) && !takes(field, { 'a-key': true })),
  );

  it('says of every field that holds an id what it names', () => {
    expect(Object.keys(namings[kind].names).toSorted()).toEqual(holdsIds.toSorted());
  });

  it('names its parent among them', () => {
    if (parent) expect(namings[kind].names[parent]).toBe(parent);
  });

  it('takes no id that another of its kind would be given', () => {
    const fixedOf = () => Object.fromEntries(holdsIds.map((field) => [field, newId()]));
    const one = namings[kind].id(fixedOf());
    const object = one === 'own' ? namings.review.id({ consultation: newId() }) : one;
    expect(isWellNamed({ kind, object, fixed: fixedOf() })).toBe(false);
  });
});

it('finds the ids that are keys', () => {
  const [consultation, lowered] = [newId(), newId()];
  const fixed = { consultation, lowers: { [lowered]: true } };
  expect(referencesOf({ kind: 'assessment', fixed })).toEqual([
    { id: consultation, as: 'consultation' },
    { id: lowered, as: 'assessment' },
  ]);
});
