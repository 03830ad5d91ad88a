import type { PlacesDesk } from '#api/client/places.ts';
import { ButtonLink } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { CopyField } from '#kit/components/copy-field.tsx';
import { printerIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { Back } from './back.tsx';
import type { Change } from './changes.ts';
import { Contact } from './contact.tsx';
import { Renew } from './renew.tsx';
import { text } from './text.ts';

interface PlaceProps {
  place: PlacesDesk['places'][number];
  municipality: PlacesDesk['municipality'];
  onChange: Change;
}

/** One place: its booking link, poster, telephone, text for Aula and calendar. */
export function Place({ place, municipality, onChange }: PlaceProps) {
  const say = text();
  const { number, name, kind, cluster, code } = place;
  const shared = [municipality.phoneOf, municipality.phone].filter(Boolean).join(', ');
  return (
    <section class="desk-cards" aria-labelledby="opened">
      <header>
        <Back />
        <h2 id="opened" tabIndex={-1}>
          {name}
        </h2>
        <p class="quiet">
          {words().lists.institutionKind[kind]} · {cluster} · {number} · {say.code(code)}
        </p>
      </header>
      <Card title={say.booking}>
        <div class="desk-stack">
          <p class="quiet">{say.bookingHint}</p>
          <CopyField what={say.booking} value={place.bookingUrl} />
          <div class="desk-buttons">
            <ButtonLink icon={printerIcon} href={new URL(place.posterUrl).pathname}>
              {say.poster}
            </ButtonLink>
            <ButtonLink href={new URL(place.bookingUrl).pathname}>{say.open}</ButtonLink>
            <Renew
              word={say.renewCode}
              title={say.renewCodeTitle(name)}
              more={say.renewCodeMore}
              act={say.renewCodeDo}
              onRenew={() => onChange({ type: 'code', institution: number }, say.renewedCode)}
            />
          </div>
        </div>
      </Card>
      <Card title={say.call}>
        <Contact
          institution={number}
          phone={place.phone}
          phoneOf={place.phoneOf}
          hint={say.callHint(municipality.phone && shared)}
          onChange={onChange}
        />
      </Card>
      <Card title={say.notice}>
        <div class="desk-stack">
          <p class="quiet">{say.noticeHint}</p>
          <CopyField what={say.notice} value={place.notice} long />
        </div>
      </Card>
      <Card title={say.calendar}>
        <div class="desk-stack">
          <p class="quiet">{say.calendarHint}</p>
          <CopyField what={say.calendar} value={place.feedUrl} />
          <Renew
            word={say.renewFeed}
            title={say.renewFeedTitle(name)}
            more={say.renewFeedMore}
            act={say.renewFeedDo}
            onRenew={() => onChange({ type: 'placeFeed', institution: number }, say.renewedFeed)}
          />
        </div>
      </Card>
    </section>
  );
}
