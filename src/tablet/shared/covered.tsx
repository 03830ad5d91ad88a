import { ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { eyeOffIcon } from '#kit/components/icons.tsx';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';

/** Stands where stored conversations stood while the vault's lease is over; the sign-in stands above, on every screen. */
export function Covered() {
  const { lease } = everydayWords();
  return (
    <Empty icon={eyeOffIcon} title={lease.over}>
      <p>{lease.overMore}</p>
      <ButtonLink href="/">{tabletWords().nav.toToday}</ButtonLink>
    </Empty>
  );
}
