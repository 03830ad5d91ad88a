import '#kit/style/tokens.css';
import '#kit/style/base.css';
// The endpoint draws the pages, so the sheets of what it draws come with the script of all of them.
import '#kit/components/icon.css';
import '#kit/components/button.css';
import '#kit/components/banner.css';
import '#kit/components/card.css';
import '#kit/components/chips.css';
import '#kit/components/error-summary.css';
import '#kit/components/field.css';
import '#kit/components/sheet.css';
import './frame.css';
import './book-page.css';
import './book-form.css';
import './times.css';
import './own-page.css';
import './check-in-page.css';
import './poster-page.css';
import './qr.css';
import { now } from '#kit/now.ts';
import { dropPending, keepKnown, keepPending, type Pending, readKnown, readPending } from './remembered.ts';

/** What the script adds to the plain form: the sheet, a remembered name, and a booking that waits for the network. */
const find = <T extends HTMLElement>(id: string): T | null => document.querySelector<T>(`#${id}`);

const dialog = find<HTMLDialogElement>('confirm');
const form = find<HTMLFormElement>('book');
if (dialog && form) enhance(dialog, form);
find('print')?.addEventListener('click', () => window.print());
find('wrong')?.focus();
followNetwork();

/** Says when the browser has no network. It never says that there is one, because the browser cannot know. */
function followNetwork(): void {
  const place = find('no-net');
  const text = find<HTMLTemplateElement>('no-net-text');
  if (!place || !text) return;
  const show = (): void => {
    if (place.childElementCount === 0) place.append(text.content.cloneNode(true));
  };
  if (!navigator.onLine) show();
  window.addEventListener('offline', show);
  window.addEventListener('online', () => {
    // The times are old, so the page is loaded again, but not while the booker has a sheet open or is typing.
    const busy = dialog?.open || document.activeElement instanceof HTMLInputElement;
    if (form && !busy && place.childElementCount > 0) location.reload();
    else place.replaceChildren();
  });
  document.addEventListener('submit', (event) => {
    if (navigator.onLine || event.target === form) return;
    event.preventDefault();
    show();
    place.scrollIntoView({ block: 'nearest' });
  });
}

/** A booking that waits for the network is given up after this time (ms): the booker no longer expects it. */
const patience = 10 * 60_000;
const retryAfter = 4000;
/** Longest that an endpoint's `Retry-After` is waited for (ms). */
const longestWait = 5 * 60_000;

/**
 * What an answer to a booking means. `taken`: `to` offers other times. `final`: sent again it would be the same, and the
 * endpoint's page says why.
 */
type Outcome =
  | { type: 'booked' | 'taken'; to: string }
  | { type: 'busy'; wait: number }
  | { type: 'fault' | 'final' };

const busy = [429, 502, 503, 504];

async function outcomeOf(answer: Response): Promise<Outcome> {
  if (busy.includes(answer.status)) {
    const seconds = Number(answer.headers.get('retry-after'));
    return { type: 'busy', wait: Math.min(longestWait, Math.max(retryAfter, seconds * 1000 || 0)) };
  }
  if (answer.ok || answer.status === 409) {
    const { to } = await answer.json();
    // Not our answer: a page that a network asks its guests to read first.
    if (typeof to !== 'string') throw new TypeError('not our answer');
    return { type: answer.ok ? 'booked' : 'taken', to };
  }
  return { type: answer.status >= 500 ? 'fault' : 'final' };
}

function enhance(dialog: HTMLDialogElement, form: HTMLFormElement): void {
  // Of the radio buttons of one name it is their list, which has a value too.
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const status = find('sending')!;
  const giveUp = find('give-up')!;
  const submit = form.querySelector<HTMLButtonElement>('[type=submit]')!;

  const open = (): void => {
    if (dialog.open) dialog.close();
    dialog.showModal();
    if (!find('wrong')) find('confirm-title')!.focus();
  };
  const showKnown = (): void => {
    const known = readKnown();
    const typed = field('name').value !== '';
    if (!known) return;
    find<HTMLInputElement>('remember')!.checked = true;
    if (typed) return;
    for (const name of ['role', 'name', 'mail'] as const) field(name).value = known[name];
    const role = form
      .querySelector<HTMLInputElement>('[name=role]:checked')
      ?.parentElement?.textContent?.trim();
    find('known-text')!.textContent = `${known.name}, ${role?.toLocaleLowerCase()} · ${known.mail}`;
    find('known')!.hidden = false;
    find('fields')!.hidden = true;
  };

  for (const time of document.querySelectorAll<HTMLAnchorElement>('a.time')) {
    time.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const { tid, title, who, book } = time.dataset;
      field('tid').value = tid!;
      find('confirm-title')!.textContent = title!;
      find('confirm-who')!.textContent = who!;
      find('confirm-book')!.textContent = book!;
      open();
    });
  }
  find('confirm-close')!.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  find('known-change')!.addEventListener('click', () => {
    find('known')!.hidden = true;
    find('fields')!.hidden = false;
    field('name').focus();
  });
  showKnown();
  if (dialog.open) open();

  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** What this tab waits to have sent. */
  let mine: Pending | undefined;
  const settle = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    if (mine) dropPending(mine);
    mine = undefined;
    status.textContent = '';
    submit.disabled = false;
    giveUp.hidden = true;
    find('ring')!.hidden = true;
  };
  const tryAgain = (why: 'offline' | 'busy', after: number): void => {
    status.textContent = status.dataset[why]!;
    giveUp.hidden = false;
    find('ring')!.hidden = false;
    waiting = setTimeout(send, after);
  };

  /** Sends the booking and forgets it once it is answered. The request has an id, so a second arrival books nothing twice. */
  const send = async (): Promise<void> => {
    if (!mine) return;
    clearTimeout(waiting);
    submit.disabled = true;
    status.textContent = status.dataset.sending!;
    try {
      const answer = await fetch(mine.path, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: mine.body,
        redirect: 'error',
      });
      const outcome = await outcomeOf(answer);
      if (outcome.type === 'busy') return tryAgain('busy', outcome.wait);
      const isOfThisForm = mine.request === field('request').value;
      settle();
      if (outcome.type === 'booked') location.assign(outcome.to);
      // The page that answers a plain form keeps what is typed in it.
      else if (outcome.type !== 'fault' && isOfThisForm) form.submit();
      else if (outcome.type === 'taken') location.assign(outcome.to);
      else if (outcome.type === 'final') location.assign(form.action);
      else {
        status.textContent = status.dataset.fault!;
        find('ring')!.hidden = false;
      }
    } catch {
      tryAgain('offline', retryAfter);
    }
  };
  window.addEventListener('online', () => waiting !== undefined && send());
  giveUp.addEventListener('click', settle);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const typed = (name: string): string => body.get(name) ?? '';
    const known = { role: typed('role'), name: typed('name'), mail: typed('mail') };
    keepKnown(find<HTMLInputElement>('remember')!.checked ? known : undefined);
    const title = find('confirm-title')!.textContent;
    mine = { request: typed('request'), path: form.action, body: body.toString(), title, at: now() };
    keepPending(mine);
    void send();
  });

  for (const left of readPending().filter(({ path }) => path === form.action)) {
    if (now() - left.at > patience) {
      dropPending(left);
      const lost = find('not-sent')!;
      lost.textContent = `${left.title}: ${lost.dataset.text}`;
      lost.hidden = false;
    } else if (!mine) {
      mine = left;
      find('confirm-title')!.textContent = left.title;
      open();
      void send();
    }
  }
}
