import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { xIcon } from './icons.tsx';
import './sheet.css';

interface SheetProps {
  open: boolean;
  title: string;
  closeLabel: string;
  /** Also called for Esc, Back and a tap outside. Closing discards nothing: what was typed is a draft already. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A task above the page, on the native dialog: it traps focus, and gives it back to what opened it. */
export function Sheet({ open, title, closeLabel, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      heading.current?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tap outside has its key already: Esc closes a native dialog.
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={titleId}
      onClose={() => open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <>
          <header class="sheet-head">
            <h2 id={titleId} ref={heading} tabIndex={-1}>
              {title}
            </h2>
            <Button look="quiet" icon={xIcon} label={closeLabel} onPress={onClose} />
          </header>
          <div class="sheet-body">{children}</div>
        </>
      )}
    </dialog>
  );
}
