// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kept } from '#tablet/state/drafts.ts';
import { watchAway } from '#tablet/state/page-away.ts';
import type { Stage } from '#tablet/state/stage.ts';
import type { Unlocked } from '#tablet/state/unlocked-context.tsx';
import { takeBack, whileAway } from '#tablet/store/away.ts';

const stage = signal<Stage>({ type: 'starting' });
const beginAnew = vi.fn();
watchAway(stage, beginAnew);

const open = (kept: Kept): Stage => ({
  type: 'open',
  unlocked: { drafts: { kept: signal(kept) } } as unknown as Unlocked,
});
const tell = (name: 'pagehide' | 'pageshow', persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event(name), { persisted }));

beforeEach(() => {
  takeBack();
  document.body.hidden = false;
  beginAnew.mockClear();
});

describe('a page that is left', () => {
  it('and kept by the browser holds nothing, shows nothing, and begins anew when it comes back', () => {
    stage.value = open('kept');
    tell('pagehide', true);
    expect(whileAway()).toBeDefined();
    expect(document.body.hidden).toBe(true);
    tell('pageshow', true);
    expect(beginAnew).toHaveBeenCalledOnce();
    expect(whileAway()).toBeDefined();
    expect(document.body.hidden).toBe(true);
  });

  it.each(['full', 'dead'] as const)('goes on as it was where it is the only copy (%s)', (kept) => {
    stage.value = open(kept);
    tell('pagehide', true);
    tell('pageshow', true);
    expect(beginAnew).not.toHaveBeenCalled();
    expect(whileAway()).toBeUndefined();
    expect(document.body.hidden).toBe(false);
  });

  it('for good, and one that begins, are as they are', () => {
    tell('pageshow', false);
    tell('pagehide', false);
    expect(whileAway()).toBeUndefined();
    expect(beginAnew).not.toHaveBeenCalled();
  });
});
