// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showBadge } from '#tablet/device/app-badge.ts';
import { holdScreen, stayAwake } from '#tablet/device/screen-awake.ts';

/** Locks on the screen that are held now, as the browser counts them. */
let held = 0;
const request = async () => {
  held += 1;
  return {
    addEventListener: () => undefined,
    release: async () => {
      held -= 1;
    },
  };
};
const settled = () => new Promise((settle) => setTimeout(settle));

const show = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  held = 0;
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
});
afterEach(() => {
  stayAwake(false);
  show('visible');
});

describe('the screen', () => {
  it('stays on only where she chose it, while the tablet is open and seen', async () => {
    const end = holdScreen();
    await settled();
    expect(held).toBe(0);
    stayAwake(true);
    await settled();
    expect(held).toBe(1);
    show('hidden');
    await settled();
    expect(held).toBe(0);
    show('visible');
    await settled();
    expect(held).toBe(1);
    end();
    await settled();
    expect(held).toBe(0);
  });

  it('is let go when she changes her mind, and the choice is remembered', async () => {
    const end = holdScreen();
    stayAwake(true);
    await settled();
    expect(localStorage.getItem('traeffetid.awake')).toBe('on');
    stayAwake(false);
    await settled();
    expect([held, localStorage.getItem('traeffetid.awake')]).toEqual([0, 'off']);
    end();
  });
});

describe('the number on the icon', () => {
  afterEach(() => {
    for (const name of ['setAppBadge', 'clearAppBadge']) Reflect.deleteProperty(navigator, name);
  });

  it('is what is due, is taken off at nothing, and is missed by nobody where the system has none', () => {
    expect(() => showBadge(3)).not.toThrow();
    const setAppBadge = vi.fn(async () => undefined);
    const clearAppBadge = vi.fn(async () => undefined);
    Object.defineProperty(navigator, 'setAppBadge', { value: setAppBadge, configurable: true });
    Object.defineProperty(navigator, 'clearAppBadge', { value: clearAppBadge, configurable: true });
    showBadge(3);
    showBadge(0);
    expect(setAppBadge.mock.calls).toEqual([[3]]);
    expect(clearAppBadge).toHaveBeenCalledOnce();
  });
});
