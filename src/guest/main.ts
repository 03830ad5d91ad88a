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
import { keepKnown, keepPending, readKnown, readPending } from './remembered.ts';

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
  const settle = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    keepPending(undefined);
    status.textContent = '';
    submit.disabled = false;
    giveUp.hidden = true;
    find('ring')!.hidden = true;
  };

  /** Sends the stored booking and forgets it once it is answered. The request has an id, so a second arrival books nothing twice. */
  const send = async (): Promise<void> => {
    const pending = readPending();
    if (!pending) return;
    clearTimeout(waiting);
    submit.disabled = true;
    status.textContent = status.dataset.sending!;
    try {
      const answer = await fetch(pending.path, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: pending.body,
        redirect: 'error',
      });
      if (answer.status === 422) {
        settle();
        form.submit();
        return;
      }
      const { to } = await answer.json();
      if (typeof to !== 'string') throw new TypeError('not our answer');
      settle();
      location.assign(to);
    } catch {
      status.textContent = status.dataset.waiting!;
      giveUp.hidden = false;
      find('ring')!.hidden = false;
      waiting = setTimeout(send, retryAfter);
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
    keepPending({ path: form.action, body: body.toString(), title, at: now() });
    void send();
  });

  const left = readPending();
  if (left && left.path === form.action) {
    if (now() - left.at > patience) {
      keepPending(undefined);
      const lost = find('not-sent')!;
      lost.textContent = `${left.title}: ${lost.dataset.text}`;
      lost.hidden = false;
    } else {
      find('confirm-title')!.textContent = left.title;
      open();
      void send();
    }
  }
}
