// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '#kit/now.ts';
import { watchIdle } from '#tablet/state/auto-lock.ts';

const minute = 60_000;
let talking = false;
let stop: () => void;
const onLock = vi.fn();
const onCover = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  talking = false;
  onLock.mockClear();
  onCover.mockClear();
  stop = watchIdle({ now, isTalking: () => talking, onLock, onCover });
});
afterEach(() => {
  stop();
  show('visible');
  vi.useRealTimers();
});

const show = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};
const touch = () => window.dispatchEvent(new Event('pointerdown'));

describe('an open tablet', () => {
  it('locks after three minutes untouched, and not while it is touched', () => {
    for (let round = 0; round < 4; round += 1) {
      vi.advanceTimersByTime(2 * minute);
      touch();
    }
    expect(onLock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(3 * minute);
    expect(onLock).toHaveBeenCalled();
  });

  it('locks after a minute out of sight, also when the page was frozen meanwhile', () => {
    show('hidden');
    vi.setSystemTime(now() + 2 * minute);
    show('visible');
    expect(onLock).toHaveBeenCalledTimes(1);
  });

  it('waits 15 minutes while a conversation runs, and covers its text after one', () => {
    talking = true;
    vi.advanceTimersByTime(61_000);
    expect(onCover).toHaveBeenLastCalledWith(true);
    touch();
    expect(onCover).toHaveBeenLastCalledWith(false);
    vi.advanceTimersByTime(14 * minute);
    expect(onLock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(minute + 5000);
    expect(onLock).toHaveBeenCalled();
  });

  it('locks after twelve hours whatever is going on', () => {
    talking = true;
    for (let quarter = 0; quarter < 12 * 6 - 1; quarter += 1) {
      vi.advanceTimersByTime(10 * minute);
      touch();
    }
    expect(onLock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10 * minute);
    expect(onLock).toHaveBeenCalled();
  });

  it('covers what is written the moment the page is hidden or loses focus, and shows it on return', () => {
    show('hidden');
    expect(onCover).toHaveBeenLastCalledWith(true);
    show('visible');
    expect(onCover).toHaveBeenLastCalledWith(false);
    window.dispatchEvent(new Event('blur'));
    expect(onCover).toHaveBeenLastCalledWith(true);
    vi.advanceTimersByTime(10_000);
    expect(onCover).toHaveBeenLastCalledWith(true);
    window.dispatchEvent(new Event('focus'));
    expect(onCover).toHaveBeenLastCalledWith(false);
  });
});
