// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyShelf, putRows, records } from '../../src/store/shelf.ts';
import { Boundary, RowBoundary } from '../../src/ui/kit/boundary.tsx';
import { newId } from '../helpers/ids.ts';

afterEach(cleanup);

const Fails = ({ fails = true }: { fails?: boolean }) => {
  if (fails) throw new RangeError('Invalid time value');
  return <p>tegnet</p>;
};

describe('what cannot be drawn', () => {
  it('costs its own row of a list', () => {
    render(
      <ul>
        <RowBoundary as="li">
          <Fails />
        </RowBoundary>
        <RowBoundary as="li">
          <li>den anden</li>
        </RowBoundary>
      </ul>,
    );
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Denne linje kan ikke vises. Den er gemt, og de andre er her.',
      'den anden',
    ]);
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

describe('a stored record with an instant that does not exist', () => {
  it('is kept and counted, and the others are shown', () => {
    const shelf = emptyShelf();
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
    putRows(shelf, [row(bad, '2026-13-45T99:99:99.999Z'), row(good, '2026-11-23T08:00:00.000Z')], by);
    expect(records(shelf, 'consultation').map(({ id }) => id)).toEqual([good]);
    expect([...shelf.unreadable]).toEqual([bad]);
    expect(shelf.base.has(bad)).toBe(true);
  });
});
