// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRow, uniqueNames } from '#kit/components/row-link.ts';

let opened: string[] = [];
let tabs: string[] = [];

beforeEach(() => {
  opened = [];
  tabs = [];
  document.body.innerHTML = `<table><tbody>${['a', 'b', 'c']
    .map(
      (id) => `<tr id="${id}"><td><label><input type="checkbox"></label></td>
        <td><a data-row-link href="/k/log/${id}">Sted</a></td><td class="words">Fravær</td></tr>`,
    )
    .join('')}</tbody></table>`;
  for (const row of document.querySelectorAll('tr')) row.addEventListener('click', openRow);
  for (const link of document.querySelectorAll('a'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      opened.push(new URL(link.href).pathname);
    });
  vi.stubGlobal('open', (url: string) => tabs.push(new URL(url).pathname));
  getSelection()?.removeAllRanges();
});

const click = (selector: string, how: MouseEventInit = {}) =>
  document
    .querySelector(selector)!
    .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...how }));

describe('a click on a row', () => {
  it('opens that row’s own link, whichever cell it meets', () => {
    for (const id of ['a', 'c', 'b']) click(`#${id} .words`);
    expect(opened).toEqual(['/k/log/a', '/k/log/c', '/k/log/b']);
  });

  it('opens a tab of its own with Ctrl, Cmd or Shift, and nothing with another button or Alt', () => {
    click('#b .words', { ctrlKey: true });
    click('#b .words', { metaKey: true });
    click('#c .words', { shiftKey: true });
    click('#c .words', { button: 1 });
    click('#c .words', { altKey: true });
    expect(tabs).toEqual(['/k/log/b', '/k/log/b', '/k/log/c']);
    expect(opened).toEqual([]);
  });

  it('is the link’s once where it meets the link, and none where it meets the box or the room around it', () => {
    click('#a a');
    click('#b input');
    click('#b label');
    click('#b td');
    expect(opened).toEqual(['/k/log/a']);
  });

  it('opens nothing while text of the row is being marked, and not for text marked elsewhere', () => {
    getSelection()!.selectAllChildren(document.querySelector('#a .words')!);
    click('#a .words');
    expect(opened).toEqual([]);
    click('#b .words');
    expect(opened).toEqual(['/k/log/b']);
  });
});

it('names that are said twice are numbered', () => {
  expect(uniqueNames(['Skolen', 'Hallen', 'Skolen', 'Skolen'])).toEqual([
    'Skolen',
    'Hallen',
    'Skolen (2)',
    'Skolen (3)',
  ]);
});

it('no style lays anything over a table’s row, nor makes a row the measure of what lies in it', () => {
  const folder = resolve(import.meta.dirname, '../../src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  );
  expect(files.length).toBeGreaterThan(8);
  const rules = files.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .matchAll(/([^{}]+)\{([^{}]*)\}/g),
    ].map(([, selector, body]) => ({ name, selector: selector!.trim(), body: body! })),
  );
  const wrong = rules.filter(
    ({ selector, body }) =>
      (/\b(tr|td|tbody)\b[^\s>+~,]*(,|$)/.test(selector) && /position:\s*relative/.test(body)) ||
      (/::(after|before)/.test(selector) && /inset:\s*0\b/.test(body) && !/\.thin-progress/.test(selector)),
  );
  expect(wrong.map(({ name, selector }) => `${name}: ${selector}`)).toEqual([]);
});
