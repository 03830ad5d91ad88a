import type { ChildProcess } from 'node:child_process';

/**
 * A program that a test has started ends with the tests' process at the latest. A test that fails stops nothing by itself,
 * and what it leaves would slow down every later one. `group`: with every process that the program has started (`detached`).
 */
export function endWithTests(child: ChildProcess, signal: NodeJS.Signals, group = false): void {
  const end = (): void => {
    if (child.pid && child.exitCode === null) process.kill(group ? -child.pid : child.pid, signal);
  };
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}
