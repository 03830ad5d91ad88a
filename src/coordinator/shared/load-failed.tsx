import type { Failure } from '#api/client/http.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { refreshCwIcon, wifiOffIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';

/** Why something could not be fetched, and the way to try again. */
export function LoadFailed(props: { failure: Failure; title: string; more?: string; onRetry: () => void }) {
  const { act } = words();
  return (
    <Banner
      tone="danger"
      icon={wifiOffIcon}
      role="alert"
      title={props.title}
      action={
        <Button icon={refreshCwIcon} onPress={props.onRetry}>
          {act.retry}
        </Button>
      }
    >
      {failureText(props.failure)} {props.more}
    </Banner>
  );
}

function failureText(failure: Failure): string {
  const { errors, lists } = words();
  return failure === 'offline' || failure === 'strange' ? errors.noAnswerMore : lists.problem[failure];
}
