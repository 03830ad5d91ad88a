import type { BookerField, BookPage } from '#api/client/public-pages.ts';
import { inquirerRoles } from '#domain/consultation.ts';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { circleAlertIcon, xIcon } from '#kit/components/icons.tsx';
import { timeText } from '#kit/words/format.ts';
import { words } from '#kit/words/words.ts';
import type { BookingWords } from './da.ts';
import { Call } from './frame.tsx';
import { linkTo } from './link.ts';
import { MissedTime } from './missed-time.tsx';
import { timeTitle } from './times.tsx';

const nothing = (): void => {};

export const Wrong = ({ field, text }: { field: string; text: string }) => (
  <p class="field-wrong" id={`${field}-wrong`}>
    <Icon of={circleAlertIcon} /> {text}
  </p>
);

interface TextProps {
  field: Exclude<BookerField, 'role'>;
  label: string;
  hint?: string;
  value: string;
  wrong: string | undefined;
}

/** A field of a plain form. The browser may remember and fill in name and mail (WCAG 1.3.5). */
function TextInput({ field, label, hint, value, wrong }: TextProps) {
  const described = [hint && `${field}-hint`, wrong && `${field}-wrong`].filter(Boolean).join(' ');
  return (
    <div class="field" data-wrong={wrong ? true : undefined}>
      <label for={field}>{label}</label>
      {hint && (
        <p class="field-hint" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={field}
        name={field}
        type={(field === 'mail' ? 'email' : 'text') as 'text'}
        autoComplete={field === 'mail' ? 'email' : 'name'}
        maxLength={field === 'mail' ? 254 : 80}
        required
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
      />
      {wrong && <Wrong field={field} text={wrong} />}
    </div>
  );
}

/** *Din tid*. Without a script the form stands in the page when a time is chosen; with one it opens as a sheet over the times. */
export function BookForm({ view, say }: { view: BookPage; say: BookingWords }) {
  const { chosen, form, wrong, today } = view;
  const wrongText = (field: BookerField) => (wrong.includes(field) ? say.wrong[field] : undefined);
  return (
    <dialog class="sheet confirm" id="confirm" open={chosen !== null} aria-labelledby="confirm-title">
      <form method="post" action={linkTo(view.place.path)} id="book" novalidate={false}>
        <input type="hidden" name="tid" value={chosen?.tid ?? ''} />
        <input type="hidden" name="request" value={view.request} />
        <header class="sheet-head">
          <div>
            <p class="quiet">{say.yourTime}</p>
            <h2 id="confirm-title" tabIndex={-1}>
              {chosen ? timeTitle(chosen, today, say) : ''}
            </h2>
            <p class="quiet" id="confirm-who">
              {chosen ? say.withWho(chosen.worker, chosen.room) : ''}
            </p>
          </div>
          <span class="script-only" id="confirm-close">
            <Button look="quiet" icon={xIcon} label={say.close} onPress={nothing} />
          </span>
        </header>
        <div class="sheet-body stack">
          {chosen && <MissedTime view={view} say={say} />}
          <p class="known" id="known" hidden>
            <span id="known-text" />{' '}
            <button type="button" class="button" data-look="quiet" id="known-change">
              {say.change}
            </button>
          </p>
          <div class="stack" id="fields">
            <fieldset class="chips" id="role" aria-describedby={wrongText('role') ? 'role-wrong' : undefined}>
              <legend>{say.who}</legend>
              <div class="chips-list">
                {inquirerRoles.map((role) => (
                  <label key={role} class="chip">
                    <input type="radio" name="role" value={role} required checked={form.role === role} />
                    {words().lists.inquirerRole[role]}
                  </label>
                ))}
              </div>
              {wrongText('role') && <Wrong field="role" text={say.wrong.role} />}
            </fieldset>
            <TextInput field="name" label={say.name} value={form.name} wrong={wrongText('name')} />
            <TextInput
              field="mail"
              label={say.mail}
              hint={say.mailHint}
              value={form.mail}
              wrong={wrongText('mail')}
            />
            <label class="check script-only">
              <input type="checkbox" id="remember" /> {say.remember}
            </label>
          </div>
          <div
            role="status"
            id="sending"
            data-sending={say.sending}
            data-offline={say.notBooked}
            data-busy={say.notBookedBusy}
            data-fault={say.notBookedFault}
          />
          <p id="ring" hidden>
            <Call call={view.place.call} say={say} />
          </p>
          <SubmitButton wide>
            <span id="confirm-book">{chosen ? say.book(timeText(chosen.start)) : ''}</span>
          </SubmitButton>
          <button type="button" class="button" data-look="quiet" data-wide id="give-up" hidden>
            {say.giveUp}
          </button>
          <p class="small quiet">{say.privacy}</p>
        </div>
      </form>
    </dialog>
  );
}
