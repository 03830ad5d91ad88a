import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './card.css';

/** A named part of a page. `current` marks the one that is going on now. */
export function Card(props: {
  title?: string;
  /** The accessible name: begins with the title and tells the card from others with the same title. */
  name?: string;
  aside?: ComponentChildren;
  current?: boolean;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section
      class="card"
      data-current={props.current || undefined}
      aria-labelledby={props.title === undefined ? undefined : id}
    >
      {props.title !== undefined && (
        <header class="card-head">
          <h2 id={id} aria-label={props.name}>
            {props.title}
          </h2>
          {props.aside}
        </header>
      )}
      {props.children}
    </section>
  );
}

interface RowProps {
  /** A time or number at the beginning of the row; the rows of a list have it below each other. */
  lead?: string;
  title: string;
  /** Part of the accessible name, after the title: tells the row from others with the same title. */
  apart?: string;
  more?: string;
  aside?: ComponentChildren;
  current?: boolean;
  /** In a narrow list: `more` stands below the title. */
  stacked?: boolean;
}

/** One line of a list inside `<ul class="rows">`: a link, a button, or just a line. */
export function Row(props: RowProps & ({ href: string } | { onPress: () => void } | object)) {
  const inside = (
    <>
      {props.lead !== undefined && <span class="row-lead">{props.lead}</span>}
      <span class="row-main">
        <span class="row-title">{props.title}</span>
        {props.apart && <span class="hidden-text"> {props.apart}</span>}
        {props.more !== undefined && <span class="row-more"> {props.more}</span>}
      </span>
      {props.aside}
    </>
  );
  const current = props.current || undefined;
  const stacked = props.stacked || undefined;
  return (
    <li>
      {'href' in props ? (
        <a class="row" href={props.href} data-current={current} data-stacked={stacked} aria-current={current}>
          {inside}
        </a>
      ) : 'onPress' in props ? (
        <button
          class="row"
          type="button"
          data-current={current}
          data-stacked={stacked}
          aria-current={current}
          onClick={props.onPress}
        >
          {inside}
        </button>
      ) : (
        <div class="row" data-current={current} data-stacked={stacked}>
          {inside}
        </div>
      )}
    </li>
  );
}
