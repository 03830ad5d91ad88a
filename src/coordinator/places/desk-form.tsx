import type { ComponentChildren } from 'preact';
import { SubmitButton } from '#kit/components/button.tsx';
import { Form } from '#kit/components/form.tsx';
import { text } from './text.ts';

interface DeskFormProps {
  /** Nothing is different from what is saved. */
  same: boolean;
  onSave: () => void;
  children: ComponentChildren;
}

/** Fields that are saved together, by one button. */
export const DeskForm = ({ same, onSave, children }: DeskFormProps) => (
  <Form class="desk-stack" noValidate onSubmit={onSave}>
    {children}
    <div>
      <SubmitButton look="plain" disabled={same}>
        {text().save}
      </SubmitButton>
    </div>
  </Form>
);
