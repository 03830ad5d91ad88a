/**
 * Keeps `--keyboard` at the height in px that the on-screen keyboard covers: iPadOS lets it lie over the page, where it would
 * hide the pinned bar. Where the browser makes room itself it stays 0. The field that is typed in stays in sight either way.
 * Ends with the function that is returned.
 */
export function watchKeyboard(): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  let height = view.height;
  const measure = () => {
    // Zoomed in by fingers, the visible part is smaller without any keyboard.
    const covered = view.scale > 1.05 ? 0 : Math.max(0, Math.round(innerHeight - view.height));
    const { style } = document.documentElement;
    if (style.getPropertyValue('--keyboard') !== `${covered}px`) {
      style.setProperty('--keyboard', `${covered}px`);
      // iPadOS has pushed the whole page up to show the field; now that the page is shorter it must not.
      window.scrollTo(0, 0);
    }
    const shrank = view.height < height && view.scale <= 1.05;
    height = view.height;
    const field = document.activeElement;
    if (shrank && field?.matches('input, select, textarea')) field.scrollIntoView({ block: 'nearest' });
  };
  // An installed app on iPadOS does not always tell that the keyboard has gone; losing focus does.
  const later = () => requestAnimationFrame(measure);
  view.addEventListener('resize', measure);
  document.addEventListener('focusout', later);
  return () => {
    view.removeEventListener('resize', measure);
    document.removeEventListener('focusout', later);
    document.documentElement.style.removeProperty('--keyboard');
  };
}
