import { useEffect, useState } from 'preact/hooks';
import './progress.css';

/** Something is on its way: a thin line, and only after 300 ms, so that a quick answer never flashes. */
export function ThinProgress({ busy, label }: { busy: boolean; label: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!busy) return;
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, [busy]);
  return busy && late ? (
    <div class="thin-progress" role="progressbar" aria-label={label} />
  ) : (
    <div class="thin-progress-room" />
  );
}

/** Grey lines in the shape of what comes, for a first load. */
export const Skeleton = ({ lines, label }: { lines: number; label: string }) => (
  <div role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} class="skeleton" style={{ width: `${92 - ((line * 17) % 35)}%` }} />
    ))}
  </div>
);

/** "Dag 24 af 28" as a bar with a tick at each week. The words stand beside it; the bar alone says nothing. */
export function DayBar({ day, of, words }: { day: number; of: number; words: string }) {
  const weeks = Array.from({ length: Math.ceil(of / 7) - 1 }, (_, week) => ((week + 1) * 7 * 100) / of);
  return (
    <svg
      class="days"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
      data-over={day > of || undefined}
    >
      <rect width="100" height="8" />
      <rect width={Math.min(100, Math.max(0, (day * 100) / of))} height="8" />
      {weeks.map((x) => (
        <line key={x} x1={x} x2={x} y1="0" y2="8" vector-effect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
