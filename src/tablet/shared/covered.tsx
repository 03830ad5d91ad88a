import { ButtonLink } from '#kit/components/button.tsx';
import { Empty } from '#kit/components/empty.tsx';
import { eyeOffIcon } from '#kit/components/icons.tsx';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';

/** Shown in place of stored conversations while the vault's lease is over. The sign-in stands above it on every screen. */
export function Covered() {
  const { lease } = everydayWords();
  return (
    <Empty icon={eyeOffIcon} title={lease.over}>
      <p>{lease.overMore}</p>
      <ButtonLink href="/">{tabletWords().nav.toToday}</ButtonLink>
    </Empty>
  );
}
