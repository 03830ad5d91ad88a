import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type PlacesDesk as Desk, readPlaces } from '#api/client/places.ts';
import { Row } from '#kit/components/card.tsx';
import { Each } from '#kit/components/each.tsx';
import { Field } from '#kit/components/field.tsx';
import { Skeleton } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { LoadFailed } from '../shared/load-failed.tsx';
import type { CoordinatorPage } from '../shared/page.ts';
import { useAnswer } from '../shared/use-answer.ts';
import { useChanges } from './changes.ts';
import { Place } from './place.tsx';
import { Shared } from './shared.tsx';
import { text } from './text.ts';
import './places.css';

/** *Steder og links*. The address says which place is open, so that it can be mailed. */
export function PlacesDesk({ fetch, onSignedOut }: Pick<CoordinatorPage, 'fetch' | 'onSignedOut'>) {
  const say = text();
  const { productName } = words();
  const { path } = useLocation();
  const answer = useAnswer('places', () => readPlaces(fetch));
  const changes = useChanges(fetch);
  const desk = changes.desk ?? answer.value;
  const open = /^\/k\/steder\/([0-9A-Z]{6})$/.exec(path)?.[1];
  const place = desk?.places.find(({ number }) => number === open);
  useEffect(() => {
    if (answer.failure === 'signIn' || changes.failure === 'signIn') onSignedOut();
  }, [answer.failure, changes.failure, onSignedOut]);
  useEffect(() => {
    document.title = `${place?.name ?? say.title} – ${productName}`;
  }, [place?.name, say, productName]);
  useEffect(() => {
    if (path !== '/k/steder') document.getElementById('opened')?.focus();
  }, [path, desk === undefined]);

  return (
    <div class="desk">
      <header class="desk-head">
        <h1>{say.title}</h1>
        <p class="quiet">{say.intro}</p>
      </header>
      <p role="status" class="desk-said">
        {changes.said}
      </p>
      {answer.failure && <LoadFailed failure={answer.failure} title={say.failed} onRetry={answer.again} />}
      {!desk && !answer.failure && <Skeleton lines={8} label={say.loading} />}
      {desk && (
        <div class="desk-columns" data-open={place || path === '/k/steder/faelles' ? true : undefined}>
          <List desk={desk} open={open} />
          {place ? (
            <Place place={place} municipality={desk.municipality} onChange={changes.change} />
          ) : (
            <Shared desk={desk} onChange={changes.change} />
          )}
        </div>
      )}
    </div>
  );
}

const plain = (name: string): string => name.toLocaleLowerCase('da');

function List({ desk, open }: { desk: Desk; open: string | undefined }) {
  const say = text();
  const [sought, setSought] = useState('');
  const found = desk.places.filter(({ name }) => plain(name).includes(plain(sought.trim())));
  const clusters = [...new Set(found.map(({ cluster }) => cluster))];
  return (
    <nav class="desk-list card" aria-label={say.title}>
      <Field label={say.find} type="search" value={sought} onInput={setSought} />
      <ul class="rows">
        <Row title={say.shared} href="/k/steder/faelles" current={open === undefined} stacked />
      </ul>
      {found.length === 0 && <p>{say.none}</p>}
      {clusters.map((cluster) => (
        <section key={cluster} aria-label={cluster}>
          <h2 class="small quiet">{cluster}</h2>
          <ul class="rows">
            <Each of={found.filter((one) => one.cluster === cluster)} as="li" keyOf={({ number }) => number}>
              {({ number, name, kind }) => (
                <Row
                  title={name}
                  more={words().lists.institutionKind[kind]}
                  href={`/k/steder/${number}`}
                  current={number === open}
                  stacked
                />
              )}
            </Each>
          </ul>
        </section>
      ))}
    </nav>
  );
}
