// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from '#kit/components/button.tsx';
import { Row } from '#kit/components/card.tsx';
import { MultiChips, SingleChips } from '#kit/components/chips.tsx';
import { ErrorSummary } from '#kit/components/error-summary.tsx';
import { Field, TextArea } from '#kit/components/field.tsx';
import { lockIcon } from '#kit/components/icons.tsx';
import { Pill } from '#kit/components/pill.tsx';
import { DayBar, ThinProgress } from '#kit/components/progress.tsx';
import { Sheet } from '#kit/components/sheet.tsx';

afterEach(cleanup);

const themes = [
  { key: 'absence', word: 'Fravær' },
  { key: 'loneliness', word: 'Ensomhed' },
] as const;

describe('chips', () => {
  it('of many answers are toggle buttons inside a named group, and tell what was put on or off', () => {
    const onToggle = vi.fn();
    render(<MultiChips legend="Emne" choices={themes} chosen={['absence']} onToggle={onToggle} />);
    expect(screen.getByRole('group', { name: 'Emne' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fravær', pressed: true })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Fravær' }));
    fireEvent.click(screen.getByRole('button', { name: 'Ensomhed', pressed: false }));
    expect(onToggle.mock.calls).toEqual([
      ['absence', false],
      ['loneliness', true],
    ]);
  });

  it('of one answer are radios: two groups on one page do not take each other’s answer', () => {
    const Page = () => {
      const [one, setOne] = useState<string | null>(null);
      const [other, setOther] = useState<string | null>('loneliness');
      return (
        <>
          <SingleChips legend="Første" choices={themes} chosen={one} onChoose={setOne} />
          <SingleChips legend="Anden" choices={themes} chosen={other} onChoose={setOther} />
        </>
      );
    };
    render(<Page />);
    const radios = () => screen.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked);
    expect(radios()).toEqual([false, false, false, true]);
    fireEvent.click(screen.getAllByRole('radio', { name: 'Fravær' })[0]!);
    expect(radios()).toEqual([true, false, false, true]);
  });
});

describe('fields', () => {
  it('tie label, hint and fault to the input, and keep the browser from remembering', () => {
    render(
      <Field label="Tablettens navn" hint="Fx Tablet 3" wrong="Udfyld feltet" value="" onInput={() => {}} />,
    );
    const input = screen.getByLabelText(/Tablettens navn/);
    const described = input.getAttribute('aria-describedby')!.split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent?.trim())).toEqual([
      'Fx Tablet 3',
      'Udfyld feltet',
    ]);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input.getAttribute('autocomplete')).toBe('off');
  });

  it('announce a warning in a status that was there before it', () => {
    const note = (warning?: string) => (
      <TextArea label="Note" value="x" warning={warning} onInput={() => {}} />
    );
    const { rerender } = render(note());
    const status = screen.getByRole('status');
    expect(status.textContent).toBe('');
    rerender(note('Det ligner et CPR-nummer.'));
    expect(screen.getByRole('status')).toBe(status);
    expect(status.textContent).toContain('Det ligner et CPR-nummer.');
  });

  it('give every character to the caller', () => {
    const onInput = vi.fn();
    render(<TextArea label="Note" value="" onInput={onInput} />);
    fireEvent.input(screen.getByLabelText(/Note/), { target: { value: 'Æblegrød' } });
    expect(onInput).toHaveBeenCalledExactlyOnceWith('Æblegrød');
  });
});

describe('the error summary', () => {
  it('takes focus at each try to go on and leads to each field', () => {
    const wrong = [{ id: 'who', text: 'Vælg: Hvem kom?' }];
    const { rerender } = render(<ErrorSummary asked={0} title="Ret 1 felt" wrong={[]} />);
    expect(screen.queryByRole('alert')).toBeNull();
    const summary = document.getElementsByClassName('error-summary');
    for (const asked of [1, 2]) {
      rerender(<ErrorSummary asked={asked} title="Ret 1 felt" wrong={wrong} />);
      expect(document.activeElement).toBe(summary[0]);
      (document.activeElement as HTMLElement).blur();
    }
    expect(screen.getByRole('link', { name: 'Vælg: Hvem kom?' }).getAttribute('href')).toBe('#who');
  });
});

describe('a sheet', () => {
  it('opens with focus on its heading, and Esc or the cross tells the caller', () => {
    const onClose = vi.fn();
    const sheet = (open: boolean) => (
      <Sheet open={open} title="Ny henvendelse" closeLabel="Luk" onClose={onClose}>
        <p>Indhold</p>
      </Sheet>
    );
    const { rerender, container } = render(sheet(false));
    expect(container.textContent).toBe('');
    rerender(sheet(true));
    const dialog = container.querySelector('dialog')!;
    expect(dialog.open).toBe(true);
    expect(document.activeElement?.textContent).toBe('Ny henvendelse');
    fireEvent.click(screen.getByRole('button', { name: 'Luk' }));
    dialog.close();
    expect(onClose).toHaveBeenCalledTimes(2);
    rerender(sheet(false));
    expect(dialog.open).toBe(false);
  });

  it('stays when something inside is tapped, and closes when the room around it is', () => {
    const onClose = vi.fn();
    const { container } = render(
      <Sheet open title="Ny" closeLabel="Luk" onClose={onClose}>
        <p>Indhold</p>
      </Sheet>,
    );
    fireEvent.click(screen.getByText('Indhold'));
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.click(container.querySelector('dialog')!);
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe('small parts', () => {
  it('name a button that shows only an icon', () => {
    render(<Button icon={lockIcon} label="Lås" onPress={() => {}} />);
    expect(screen.getByRole('button', { name: 'Lås' }).querySelector('svg[aria-hidden=true]')).toBeTruthy();
  });

  it('do nothing when a disabled button is pressed', () => {
    const onPress = vi.fn();
    render(
      <Button disabled onPress={onPress}>
        Gem
      </Button>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Gem' }));
    expect(onPress).not.toHaveBeenCalled();
  });

  it('never show a status by colour alone', () => {
    const { container } = render(<Pill tone="wait" word="Venter" />);
    expect(container.textContent).toBe('Venter');
  });

  it('make a row a link, a button or plain text', () => {
    render(
      <ul>
        <Row title="Link" href="/x" />
        <Row title="Knap" onPress={() => {}} />
        <Row title="Tekst" />
      </ul>,
    );
    expect(screen.getByRole('link', { name: 'Link' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Knap' })).toBeTruthy();
    expect(screen.getByText('Tekst').closest('a, button')).toBeNull();
  });

  it('fill the day bar up to its end and no further, and mark day 29 of 28 as over', () => {
    const bar = (day: number) => render(<DayBar day={day} of={28} words={`Dag ${day} af 28`} />).container;
    const filled = (container: Element) => container.querySelectorAll('rect')[1]!.getAttribute('width');
    expect(filled(bar(14))).toBe('50');
    const over = bar(29);
    expect(filled(over)).toBe('100');
    expect(over.querySelector('svg')!.hasAttribute('data-over')).toBe(true);
    expect(bar(28).querySelector('svg')!.hasAttribute('data-over')).toBe(false);
  });

  it('show progress only when the wait is longer than 300 ms', () => {
    vi.useFakeTimers();
    try {
      const { rerender } = render(<ThinProgress busy label="Henter" />);
      vi.advanceTimersByTime(299);
      rerender(<ThinProgress busy label="Henter" />);
      expect(screen.queryByRole('progressbar')).toBeNull();
      vi.advanceTimersByTime(2);
      rerender(<ThinProgress busy label="Henter" />);
      expect(screen.getByRole('progressbar', { name: 'Henter' })).toBeTruthy();
      rerender(<ThinProgress busy={false} label="Henter" />);
      expect(screen.queryByRole('progressbar')).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
