const longest = 400;

/**
 * What is shown is painted before more is fetched and run. A page in the background paints nothing, so this waits no longer
 * than 400 milliseconds.
 */
export const painted = (): Promise<void> =>
  new Promise((settle) => {
    requestAnimationFrame(() => setTimeout(settle));
    setTimeout(settle, longest);
  });
