const most = 20;

/** Chrome and Node: `at send (https://…/main.js:1:2)`, `at https://…/main.js:1:2`. */
const inChrome = /^\s+at (?:(?:async |new )*([\w$.<>#]+)(?: \[as [\w$.]+\])? \()?([^()\s]+):(\d+):(\d+)\)?$/;
/** Safari and Firefox: `send@https://…/main.js:1:2`, with `*` and `/<` for what a promise or a closure runs. */
const inSafari = /^(?:[a-z]+ code|([\w$.<>/*]*))@(\S+):(\d+):(\d+)$/;

const isFrame = (line: string): boolean => /^\s+at /.test(line) || /^[\w$.<>/* ]*@/.test(line);

/**
 * Where in the code an error came from, innermost first and at most 20: `send (mail/send.ts:12:5)`, or only
 * `mail/send.ts:12:5` where the function has no name. The message is left out, also where it has several lines or looks like
 * frames: it may hold what a worker wrote. Empty where nothing is known, as for a thrown value that is no Error.
 */
export function stackFrames(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  const lines = withoutMessage(error.stack, error.message).split('\n');
  // The frames stand together at the end: what stands before another line belongs to a message.
  const written = lines.at(-1)?.trim() === '' ? lines.slice(0, -1) : lines;
  const first = written.findLastIndex((line) => !isFrame(line)) + 1;
  return written.slice(first).flatMap(readFrame).slice(0, most);
}

/** Chrome and Node begin the stack with the error's name and message. */
function withoutMessage(stack: string, message: string): string {
  const at = message ? stack.indexOf(message) : -1;
  if (at < 0 || !/^(?:[\w .]+: )?$/.test(stack.slice(0, at))) return stack;
  const behind = stack.slice(at + message.length);
  return behind === '' || behind.startsWith('\n') ? behind : stack;
}

function readFrame(line: string): string[] {
  const found = inChrome.exec(line) ?? inSafari.exec(line);
  if (!found) return [];
  const [, by, address, row, column] = found;
  const file = fileOf(address!);
  if (!file) return [];
  const at = `${file}:${row}:${column}`;
  return [by ? `${by} (${at})` : at];
}

/** The file with its folder, without host, query or the folders above. `undefined`: it is no file of code. */
function fileOf(address: string): string | undefined {
  const [path] = address.replace(/^[a-z]+:\/\/[^/]*\//, '').split(/[?#]/, 1);
  const [name, folder] = path!.split('/').reverse();
  if (!/^[\w@.-]+\.[cm]?[jt]sx?$/.test(name!)) return undefined;
  return folder && /^[\w@.-]+$/.test(folder) ? `${folder}/${name}` : name;
}

/** What kind of error it is: its code or its class, a word without blanks, never its message. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [code, error.name].find((word) => /^\w{1,60}$/.test(word)) ?? 'Error';
}
