import { isNode, type Node, partsOf, within } from './syntax.ts';

interface List {
  file: string;
  /** What it draws of its own accord: the name that a bare expression among its children begins with. */
  drawn?: string;
}

const tagOf = ({ openingElement }: Node): string => {
  const name = isNode(openingElement) ? openingElement.name : undefined;
  return isNode(name) ? String(name.name) : '';
};

/** Every list and table body of a source file. Each may hold elements only: `<Each>`, or lines that are written out. */
export const listsOf = (file: string, text: string): List[] =>
  partsOf(file, text)
    .filter((node) => node.type === 'JSXElement' && ['ul', 'ol', 'tbody'].includes(tagOf(node)))
    .map(({ children }) => {
      const bare = (children as Node[]).find(({ type }) => type === 'JSXExpressionContainer');
      const names = bare ? [...within(bare)].filter(({ type }) => type === 'Identifier') : [];
      return { file, ...(bare && { drawn: String(names[0]?.name) }) };
    });
