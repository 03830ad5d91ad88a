import { describe, expect, it } from 'vitest';
import { mayWrite } from '#domain/access.ts';
import { Role } from '#domain/person.ts';
import { type RecordKind, recordKinds } from '#domain/record-kinds.ts';

const kinds = Object.keys(recordKinds) as RecordKind[];
const verbs = ['create', 'set', 'annul'] as const;
const workersOwn = kinds.filter((kind) => kind !== 'review' && kind !== 'remark');

describe('who may write what', () => {
  it('is said for every role, kind and verb', () => {
    const may = Role.options.flatMap((role) =>
      kinds.flatMap((kind) =>
        verbs.filter((verb) => mayWrite(role, { kind, verb })).map((verb) => `${role} ${verb} ${kind}`),
      ),
    );
    expect(may.toSorted()).toEqual(
      [
        ...workersOwn.flatMap((kind) => verbs.map((verb) => `worker ${verb} ${kind}`)),
        'coordinator create occurrence',
        'coordinator set occurrence',
        'coordinator create review',
        'coordinator set review',
      ].toSorted(),
    );
  });

  it.each(Role.options)('lets nobody but herself speak for a %s in the thread', (role) => {
    for (const from of ['worker', 'coordinator']) {
      const remark = { kind: 'remark', verb: 'create', fixed: { from } } as const;
      expect(mayWrite(role, remark)).toBe(role === from);
    }
  });

  it('is nothing for somebody without a role', () => {
    expect(mayWrite(undefined, { kind: 'note', verb: 'create' })).toBe(false);
  });
});
