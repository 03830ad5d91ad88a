const second = 1000;
const minute = 60 * second;

/** Minutes that the tablet stays open untouched, and out of sight; longer while a conversation runs (docs/screens.md, "Lock"). */
export const lockMinutes = { idle: 3, hidden: 1, talking: { idle: 15, hidden: 5 }, covered: 1 } as const;

const limits = {
  resting: { idle: lockMinutes.idle * minute, hidden: lockMinutes.hidden * minute },
  talking: { idle: lockMinutes.talking.idle * minute, hidden: lockMinutes.talking.hidden * minute },
  absolute: 12 * 60 * minute,
  covered: lockMinutes.covered * minute,
} as const;

export interface Watched {
  now: () => number;
  isTalking: () => boolean;
  /** Untouched or hidden for too long (`lockMinutes`), or open for twelve hours in all. */
  onLock: () => void;
  /**
   * What is written is covered while the page is hidden or without focus, and while a conversation runs and the tablet has
   * not been touched for a minute.
   */
  onCover: (covered: boolean) => void;
}

/** Watches an open tablet. Times are compared, never counted: a page that was frozen locks when it wakes. */
export function watchIdle({ now, isTalking, onLock, onCover }: Watched): () => void {
  const opened = now();
  let touched = opened;
  let hidden: number | undefined;
  /** Another window, another app, the app switcher. */
  let isAway = false;

  const check = (): void => {
    const { idle, hidden: unseen } = isTalking() ? limits.talking : limits.resting;
    const at = now();
    if (at - touched >= idle || at - opened >= limits.absolute || (hidden && at - hidden >= unseen)) onLock();
    else onCover(isAway || (at - touched >= limits.covered && isTalking()));
  };
  const touch = (): void => {
    touched = now();
    isAway = false;
    onCover(false);
  };
  const leave = (): void => {
    isAway = true;
    onCover(true);
  };
  const comeBack = (): void => {
    isAway = false;
    check();
  };
  const turn = (): void => {
    const isHidden = document.visibilityState === 'hidden';
    if (isHidden) leave();
    else comeBack();
    hidden = isHidden ? now() : undefined;
  };

  const touches = ['pointerdown', 'keydown', 'input'] as const;
  for (const name of touches) window.addEventListener(name, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', turn);
  window.addEventListener('blur', leave);
  window.addEventListener('focus', comeBack);
  window.addEventListener('pageshow', check);
  const timer = setInterval(check, 5 * second);
  return () => {
    for (const name of touches) window.removeEventListener(name, touch, { capture: true });
    document.removeEventListener('visibilitychange', turn);
    window.removeEventListener('blur', leave);
    window.removeEventListener('focus', comeBack);
    window.removeEventListener('pageshow', check);
    clearInterval(timer);
    onCover(false);
  };
}
