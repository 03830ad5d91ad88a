import { type Parsed, parseChange } from '#domain/change.ts';
import { Banner } from '#kit/components/banner.tsx';
import { circleAlertIcon } from '#kit/components/icons.tsx';
import { wordFor } from '#kit/words/da-lists.ts';
import { fieldWord, valueText } from '#kit/words/value.ts';
import { words } from '#kit/words/words.ts';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { placeName } from '../../shared/served-places.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import type { documents } from '../../store/replica.ts';
import { tabletWords } from '../../words/words.ts';
import '../../shared/facts.css';
import '../../shared/note.css';

type Held = ReturnType<typeof documents<'refused'>>[number];

/** A refused change with its reason and all that was written in it. The server keeps it too, for the coordinator. */
export function Refusal({ held }: { held: Held }) {
  const unlocked = useUnlocked();
  const { lists } = words();
  const { sync, tablet } = tabletWords();
  const parsed = parseChange(held.body);
  const change = 'change' in parsed ? parsed.change : undefined;
  return (
    <div class="capture">
      <CaptureHead
        back="/sync"
        title={wordFor(lists.recordKind, change?.kind ?? 'consultation')}
        about={change && placeName(unlocked.replica(), change.institution)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds no control must be reachable by keyboard. */}
      <section class="capture-body" aria-label={sync.refusedShort} tabIndex={0}>
        <Banner
          tone="danger"
          icon={circleAlertIcon}
          title={sync.refused(lists.problem[held.problem ?? 'unexpected'])}
        >
          {tablet.refusedKept}
        </Banner>
        <dl class="facts private">
          {contentOf(parsed).map(([word, text]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd class="note-text">{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** The refused change in words, without its technical members. */
function contentOf(parsed: Parsed): [string, string][] {
  if (!('change' in parsed)) return [];
  const { fixed, set, add, annul } = parsed.change;
  const written = ['text', 'value', 'clockStart', 'started', 'date'].flatMap((field): [string, string][] =>
    fixed && field in fixed ? [[fieldWord(field), valueText(field, fixed[field])]] : [],
  );
  const values = Object.entries(set ?? {}).map(([field, { value }]): [string, string] => [
    fieldWord(field),
    valueText(field, value),
  ]);
  const chips = Object.entries(add ?? {}).map(([field, keys]): [string, string] => [
    fieldWord(field),
    keys.map((key) => valueText(field, key)).join(', '),
  ]);
  const reason: [string, string][] = annul ? [[fieldWord('reason'), annul.reason]] : [];
  return [...written, ...values, ...chips, ...reason];
}
