/** The longest time during which nothing else could have had the main thread, in ms, by two ways of seeing it. */
export interface Blocks {
  /** Between two messages of a channel that always has one under way. */
  gap: number;
  /** As the browser reports tasks of 50 ms and more; 0 when there was none. */
  longTask: number;
}

/** Watches the main thread until it is asked. It keeps the thread busy, so nothing that is timed runs beside it. */
export function watchMainThread(): () => Blocks {
  let gap = 0;
  let longTask = 0;
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTask = Math.max(longTask, duration);
  });
  observer.observe({ type: 'longtask' });
  return () => {
    port1.close();
    for (const { duration } of observer.takeRecords()) longTask = Math.max(longTask, duration);
    observer.disconnect();
    return { gap, longTask };
  };
}
