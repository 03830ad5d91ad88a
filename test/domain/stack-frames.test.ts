import { describe, expect, it } from 'vitest';
import { errorCode, stackFrames } from '#domain/stack-frames.ts';

const withStack = (message: string, stack: string): Error => Object.assign(new Error(message), { stack });

describe('the frames of an error', () => {
  it('are read as Chrome and Node write them', () => {
    const stack = `TypeError: Anna is not a function
    at Object.<anonymous> (file:///home/lene/app/src/server/app.ts:24:17)
    at async Store.put [as save] (https://host.dk/assets/main-a1B2.js?v=1:1:4711)
    at new Draft (/app/node_modules/postgres/src/connection.js:2:3)
    at https://host.dk/main.js:5:6
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;
    expect(stackFrames(withStack('Anna is not a function', stack))).toEqual([
      'Object.<anonymous> (server/app.ts:24:17)',
      'Store.put (assets/main-a1B2.js:1:4711)',
      'Draft (src/connection.js:2:3)',
      'main.js:5:6',
    ]);
  });

  it('are read as Safari and Firefox write them', () => {
    const stack = `put@https://host.dk/assets/main-a1B2.js:1:2
forEach@[native code]
async*send/<@https://host.dk/assets/main-a1B2.js:3:4
@https://host.dk/assets/main-a1B2.js:5:6
module code@https://host.dk/assets/main-a1B2.js:7:8
`;
    expect(stackFrames(withStack('put', stack))).toEqual([
      'put (assets/main-a1B2.js:1:2)',
      'async*send/< (assets/main-a1B2.js:3:4)',
      'assets/main-a1B2.js:5:6',
      'assets/main-a1B2.js:7:8',
    ]);
  });

  it('hold nothing of the message, also where it looks like frames', () => {
    for (const message of ['Anna', 'Anna\n    at Hansen (anna.js:1:1)', 'anna@skole.js:1:1\nHansen']) {
      const said = JSON.stringify(stackFrames(new Error(message)));
      expect(said).toContain('domain/stack-frames.test.ts');
      expect(said).not.toMatch(/anna|hansen/i);
    }
    const changed = new Error('Anna\nHansen');
    changed.message = 'other';
    expect(JSON.stringify(stackFrames(changed))).not.toMatch(/anna|hansen/i);
  });

  it('are at most twenty, and none where nothing is known', () => {
    const many = Array.from({ length: 50 }, (_, line) => `    at go (app/main.js:${line}:1)`);
    expect(stackFrames(withStack('', `Error\n${many.join('\n')}`)).length).toBe(20);
    expect(stackFrames('Anna')).toEqual([]);
    expect(stackFrames(withStack('Anna', ''))).toEqual([]);
  });
});

describe('the code of an error', () => {
  it('is its code or its class, and never a sentence', () => {
    expect(errorCode(new TypeError('Anna'))).toBe('TypeError');
    expect(errorCode(Object.assign(new Error('Anna'), { code: '42P01' }))).toBe('42P01');
    expect(errorCode(Object.assign(new Error(), { code: 'Anna Hansen', name: 'Also Anna' }))).toBe('Error');
    expect(errorCode(new DOMException('Anna', 'AbortError'))).toBe('AbortError');
    expect(errorCode('Anna')).toBe('thrown string');
  });
});
