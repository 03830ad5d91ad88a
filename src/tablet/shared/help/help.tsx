import { useState } from 'preact/hooks';
import { Empty } from '#kit/components/empty.tsx';
import { Field } from '#kit/components/field.tsx';
import { searchIcon } from '#kit/components/icons.tsx';
import { defineWords } from '#kit/words/language.ts';
import { lockMinutes } from '../../state/auto-lock.ts';
import { codeLength } from '../../store/recovery-code.ts';
import { daHelp } from './da.ts';
import { enHelp } from './en.ts';
import './help.css';

/** A question in the worker's own words, and its answer in a few short paragraphs. */
export interface Article {
  question: string;
  answer: readonly string[];
}

const helpWords = defineWords({ da: daHelp, en: enHelp });

const holds = ({ question, answer }: Article, wanted: string): boolean => {
  const text = [question, ...answer].join(' ').toLocaleLowerCase('da');
  return wanted.split(/\s+/).every((word) => text.includes(word));
};

/** *Hjælp*: short answers that are stored on the tablet, so that they are there without a network. */
export function Help() {
  const { search, none, articles: written } = helpWords();
  const articles = written({ code: codeLength, lock: lockMinutes });
  const [wanted, setWanted] = useState('');
  const found = articles.filter((article) => holds(article, wanted.trim().toLocaleLowerCase('da')));
  return (
    <div class="stack help">
      <Field type="search" label={search} value={wanted} onInput={setWanted} />
      <div class="stack" role="status">
        {found.length === 0 && <Empty icon={searchIcon} title={none} />}
      </div>
      {found.map(({ question, answer }) => (
        <details key={question} class="card">
          <summary>{question}</summary>
          {answer.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </details>
      ))}
    </div>
  );
}
