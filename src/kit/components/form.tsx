import type { ComponentChildren } from 'preact';

interface FormProps {
  class?: string;
  /** What is wrong is said in the program's words, and not in the browser's. */
  noValidate?: boolean;
  hidden?: boolean;
  onSubmit: () => void;
  children: ComponentChildren;
}

/** A form that the program reads: the browser sends nothing. */
export const Form = ({ onSubmit, ...rest }: FormProps) => (
  <form
    {...rest}
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
  />
);
