/**
 * A list that is scrolled stays at what is being looked at when the tablet is turned: widths change, and with them every
 * height above. Holds for every pane that scrolls. Ends with the function that is returned.
 */
export function keepPlace(): () => void {
  let pane: Element | undefined;
  let looked: Element | undefined;
  let from = 0;
  const middleOf = (box: DOMRect): number => box.top + box.height / 2;
  const remember = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    const box = target.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, middleOf(box));
    const item = there?.closest('li, fieldset, .card');
    if (!item || !target.contains(item)) return;
    pane = target;
    looked = item;
    from = middleOf(item.getBoundingClientRect()) - middleOf(box);
  };
  const restore = () => {
    if (!pane?.isConnected || !looked?.checkVisibility()) return;
    pane.scrollTop +=
      middleOf(looked.getBoundingClientRect()) - middleOf(pane.getBoundingClientRect()) - from;
  };
  document.addEventListener('scroll', remember, { capture: true, passive: true });
  addEventListener('resize', restore);
  return () => {
    document.removeEventListener('scroll', remember, { capture: true });
    removeEventListener('resize', restore);
  };
}
