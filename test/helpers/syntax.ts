import { parseSync } from 'vite';

export interface Node {
  type: string;
  [part: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every part of a program below a node, itself first. */
export function* within(node: Node): Generator<Node> {
  yield node;
  for (const part of Object.values(node).flat()) if (isNode(part)) yield* within(part);
}

/** Every part of a source file. */
export const partsOf = (file: string, text: string): Node[] => [
  ...within(parseSync(file, text).program as unknown as Node),
];
