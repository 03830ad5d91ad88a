import { parseSync } from 'vite';

interface List {
  file: string;
  /** What it draws of its own accord: the name that a bare expression among its children begins with. */
  drawn?: string;
}

interface Node {
  type: string;
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every part of a program below a node, itself first. */
function* within(node: Node): Generator<Node> {
  yield node;
  for (const part of Object.values(node).flat()) if (isNode(part)) yield* within(part);
}

const tagOf = ({ openingElement }: Node): string => {
  const name = isNode(openingElement) ? openingElement.name : undefined;
  return isNode(name) ? String(name.name) : '';
};

/** Every list and table body of a source file. Each may hold elements only: `<Each>`, or lines that are written out. */
export function listsOf(file: string, text: string): List[] {
  const { program } = parseSync(file, text);
  return [...within(program as unknown as Node)]
    .filter((node) => node.type === 'JSXElement' && ['ul', 'ol', 'tbody'].includes(tagOf(node)))
    .map(({ children }) => {
      const bare = (children as Node[]).find(({ type }) => type === 'JSXExpressionContainer');
      const names = bare ? [...within(bare)].filter(({ type }) => type === 'Identifier') : [];
      return { file, ...(bare && { drawn: String(names[0]?.name) }) };
    });
}
