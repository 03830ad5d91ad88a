// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { setLanguage } from '#kit/words/language.ts';
import { AppError } from '#tablet/screens/sync/app-error.tsx';

const report = {
  code: 'TypeError',
  frames: ['put (assets/main-a1B2.js:1:4711)'],
  at: '2026-11-24T08:47:00.000Z',
};
const shown = () => render(<AppError report={report} again="Prøver igen kl. 09.49" counts={{ unsent: 2 }} />);

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  setLanguage('da');
});

it('says that the app has a fault, that the work goes on, and when it tries again', () => {
  shown();
  screen.getByText('Fejl i appen – send rapport');
  screen.getByText(/alt gemmes på denne tablet.*Prøver igen kl\. 09\.49/);
});

it('says it in English too', async () => {
  await setLanguage('en');
  shown();
  screen.getByText('Error in the app – send a report');
});

it('saves a report that holds only what, where, when, version and counts', async () => {
  let file: File | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    file = given as File;
    return 'blob:report';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  shown();
  fireEvent.click(screen.getByRole('button', { name: 'Gem rapport…' }));
  await screen.findByText(/^Browseren har fået rapporten som fil\./);
  expect(file?.name).toBe('traeffetid-fejlrapport-2026-11-24.json');
  expect(JSON.parse(await file!.text())).toEqual({
    kind: 'traeffetid-error-report',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    ...report,
    counts: { unsent: 2 },
  });
});
