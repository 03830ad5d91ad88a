// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveFile } from '#tablet/device/save-file.ts';

const file = new File(['{}'], 'kopi.json', { type: 'application/json' });

/** A browser as it is where the app is opened. */
function be(browser: { standalone?: boolean; canShare?: () => boolean; share?: () => Promise<void> }) {
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
}
afterEach(() => {
  for (const name of ['standalone', 'canShare', 'share']) Reflect.deleteProperty(navigator, name);
  vi.restoreAllMocks();
});

/** What anchors were pressed for: the name and address of each download. */
function watchDownloads(): { name: string; address: string }[] {
  const downloads: { name: string; address: string }[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push({ name: this.download, address: this.href });
  });
  return downloads;
}

describe('saving a file', () => {
  it('is a download by name in a browser, and in an installed app that is not on iPadOS', async () => {
    const downloads = watchDownloads();
    const share = vi.fn(async () => undefined);
    be({ canShare: () => true, share });
    expect(await saveFile(file)).toBe('offered');
    expect(downloads).toEqual([{ name: 'kopi.json', address: expect.stringMatching(/^blob:/) }]);
    expect(share).not.toHaveBeenCalled();
  });

  it('is the share sheet in an installed app on iPadOS, and no download', async () => {
    const downloads = watchDownloads();
    const share = vi.fn(async () => undefined);
    be({ standalone: true, canShare: () => true, share });
    expect(await saveFile(file)).toBe('saved');
    expect(share).toHaveBeenCalledWith({ files: [file] });
    expect(downloads).toEqual([]);
  });

  it('asks for another tap where the first one is too long ago, and says when she closed the sheet', async () => {
    const refusing = (name: string) => async () => {
      throw new DOMException('', name);
    };
    be({ standalone: true, canShare: () => true, share: refusing('NotAllowedError') });
    expect(await saveFile(file)).toBe('again');
    be({ share: refusing('AbortError') });
    expect(await saveFile(file)).toBe('cancelled');
    be({ share: refusing('DataError') });
    await expect(saveFile(file)).rejects.toThrow();
  });

  it('downloads where the share sheet takes no files', async () => {
    const downloads = watchDownloads();
    be({ standalone: true, canShare: () => false });
    expect(await saveFile(file)).toBe('offered');
    expect(downloads).toHaveLength(1);
  });
});
