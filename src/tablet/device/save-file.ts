/** `offered`: the browser was given it as a download and tells nobody what became of it. `again`: it wants a fresh tap for it. */
export type SaveOutcome = 'saved' | 'offered' | 'cancelled' | 'again';

/** iPadOS: an installed app shows a downloaded file and has no way back from it, so it shares files instead. */
export const isIosApp = (): boolean => 'standalone' in navigator && navigator.standalone === true;

const later = 60_000;

/** Hands a file to the person: the share sheet in an installed app on iPadOS, a download everywhere else. */
export async function saveFile(file: File): Promise<SaveOutcome> {
  if (isIosApp() && navigator.canShare?.({ files: [file] })) return share(file);
  const address = URL.createObjectURL(file);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), later);
  return 'offered';
}

async function share(file: File): Promise<SaveOutcome> {
  try {
    await navigator.share({ files: [file] });
    return 'saved';
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'AbortError') return 'cancelled';
    // Making the file took longer than a tap counts.
    if (name === 'NotAllowedError') return 'again';
    throw error;
  }
}
