import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { triangleAlertIcon } from './icons.tsx';

/** Shown where the file cannot be loaded: an old page after an update, or no network before the first visit was complete. */
function Missing() {
  const { errors } = words();
  return (
    <Empty icon={triangleAlertIcon} title={errors.noAnswer}>
      <Button look="primary" onPress={() => location.reload()}>
        {errors.reload}
      </Button>
    </Empty>
  );
}

/**
 * A component whose code is fetched when it is first shown, so that the first screen is there sooner. The service worker has
 * stored every such file, so it comes offline too. `soon`: fetched right after the start, so that it is there at the first
 * drawing and moves nothing.
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  soon = false,
): (props: Props) => VNode | null {
  let loaded: ComponentType<Props> | undefined;
  if (soon) {
    load().then(
      (Component) => {
        loaded = Component;
      },
      () => undefined,
    );
  }
  return function Later(props) {
    const [Shown, setShown] = useState(() => loaded);
    const [missing, setMissing] = useState(false);
    useEffect(() => {
      if (Shown) return;
      let gone = false;
      load().then(
        (Component) => {
          loaded = Component;
          if (!gone) setShown(() => Component);
        },
        () => !gone && setMissing(true),
      );
      return () => {
        gone = true;
      };
    }, [Shown]);
    if (Shown) return <Shown {...props} />;
    return missing ? <Missing /> : null;
  };
}
