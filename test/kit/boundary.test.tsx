// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Boundary } from '#kit/components/boundary.tsx';
import { Each } from '#kit/components/each.tsx';
import { emptyReplica, putRows, records } from '#tablet/store/replica.ts';
import { newId } from '../helpers/ids.ts';
import { listsOf } from '../helpers/lists.ts';

afterEach(cleanup);

const Fails = ({ fails = true }: { fails?: boolean }) => {
  if (fails) throw new RangeError('Invalid time value');
  return <p>tegnet</p>;
};

describe('what cannot be drawn', () => {
  const unreadable = 'Denne linje kan ikke vises. Den er gemt, og de andre er her.';
  const shown = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

  it('costs its own row of a list, also where the list itself reads it', () => {
    render(
      <ul>
        <Each of={['inside', 'in the list', 'good']} as="li" keyOf={(one) => one}>
          {(one) => {
            if (one === 'in the list') throw new RangeError('Invalid time value');
            return <li>{one === 'inside' ? <Fails /> : 'den anden'}</li>;
          }}
        </Each>
      </ul>,
    );
    expect(shown()).toEqual([unreadable, unreadable, 'den anden']);
  });

  it('is drawn when it comes anew and can be', async () => {
    const rows = (fails: boolean) => (
      <ul>
        <Each of={[{ fails }]} as="li" keyOf={() => 'the same'}>
          {(one) => (
            <li>
              <Fails fails={one.fails} />
            </li>
          )}
        </Each>
      </ul>
    );
    const { rerender } = render(rows(true));
    expect(shown()).toEqual([unreadable]);
    rerender(rows(false));
    await screen.findByText('tegnet');
    expect(shown()).toEqual(['tegnet']);
  });

  it('costs a whole screen within its frame, where Akut stands', () => {
    render(
      <Boundary at="locked" around={(said) => <main aria-label="rammen">{said}</main>}>
        <Fails />
      </Boundary>,
    );
    expect(screen.getByRole('main', { name: 'rammen' }).textContent).toContain('Denne del kan ikke vises');
  });

  it('costs its own part of a screen, until she goes elsewhere', async () => {
    const { rerender } = render(
      <Boundary at="/uge">
        <Fails />
      </Boundary>,
    );
    expect(screen.getByRole('alert').textContent).toContain('Denne del kan ikke vises');
    rerender(
      <Boundary at="/opf">
        <Fails fails={false} />
      </Boundary>,
    );
    expect(await screen.findByText('tegnet')).toBeTruthy();
  });
});

/** These draw what the code itself knows: nothing of it can be unreadable. */
const ofConstants: readonly string[] = [
  'tablet/screens/first-run/welcome.tsx',
  'kit/components/error-summary.tsx',
  'coordinator/log/log-head.tsx',
  'coordinator/schedule/closings.tsx: holidaysFrom',
  'coordinator/schedule/hours.tsx',
];

describe('every list of records', () => {
  const ui = resolve(import.meta.dirname, '../../src');
  const lists = readdirSync(ui, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('guest/'))
    .flatMap((file) => listsOf(file, readFileSync(join(ui, file), 'utf8')));

  it('was read', () => expect(lists.length).toBeGreaterThan(35));

  it('draws its rows by Each, where one that fails costs only itself', () => {
    const bare = lists
      .filter(({ drawn }) => drawn !== undefined)
      .map(({ file, drawn }) => {
        const named = `${file}: ${drawn}`;
        return ofConstants.includes(file) || ofConstants.includes(named) ? undefined : named;
      });
    expect(bare.filter(Boolean)).toEqual([]);
  });
});

describe('a stored record with an instant that does not exist', () => {
  it('is kept and counted, and the others are shown', () => {
    const replica = emptyReplica();
    const [good, bad, by] = [newId(), newId(), newId()];
    const row = (id: string, started: string) => {
      const op = newId();
      const fixed = { session: by, started };
      const ops = { [op]: [by, '2026-11-23T08:00:00.000Z'] };
      const state = { kind: 'consultation', id, institution: '849005', made: op, fixed, ops };
      return ['log:849005', 'consultation', id, 1, { ...state, fields: {}, chips: {} }] as [
        string,
        string,
        string,
        number,
        unknown,
      ];
    };
    putRows(replica, [row(bad, '2026-13-45T99:99:99.999Z'), row(good, '2026-11-23T08:00:00.000Z')], by);
    expect(records(replica, 'consultation').map(({ id }) => id)).toEqual([good]);
    expect([...replica.unreadable]).toEqual([bad]);
    expect(replica.base.has(bad)).toBe(true);
  });
});
