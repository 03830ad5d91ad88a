import type { JSONValue } from 'postgres';

/** The value of a body's bytes; undefined where they are no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A document as the database's driver takes it: what this endpoint writes was made of JSON, and holds nothing else. */
export const asJson = (value: unknown): JSONValue => value as JSONValue;
