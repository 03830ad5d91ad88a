import { useRef, useState } from 'preact/hooks';
import type { Failure, Fetch } from '#api/client/http.ts';
import { type PlanAnswer, runCommand } from '#api/client/schedule.ts';
import type { Id, MakeId } from '#domain/id.ts';
import type { PlanCommand } from '#domain/plan-command.ts';
import { failureOf } from '../shared/use-answer.ts';

/** What a command would mean, as the endpoint has tried it. */
export interface Proposal {
  command: PlanCommand;
  answer: PlanAnswer;
}

interface State {
  proposal?: Proposal | undefined;
  failure?: Failure | undefined;
  /** What is being asked of the endpoint, or has failed. */
  doing: 'look' | 'save';
  busy: boolean;
}

interface Means {
  fetch: Fetch;
  makeId: MakeId;
  onSignedOut: () => void;
  onSaved: (answer: PlanAnswer) => void;
}

/**
 * Looks at what a command would mean, then carries it out as shown. The same command keeps its request, so that it is done
 * once.
 */
export function usePlanCommand({ fetch, makeId, onSignedOut, onSaved }: Means) {
  const [state, setState] = useState<State>({ doing: 'look', busy: false });
  const request = useRef<{ id: Id; of: string }>(undefined);
  const going = useRef(false);
  const ask = async (command: PlanCommand, planVersion?: string): Promise<void> => {
    if (going.current) return;
    going.current = true;
    const of = JSON.stringify(command);
    if (request.current?.of !== of) request.current = { id: makeId(), of };
    const doing = planVersion === undefined ? 'look' : 'save';
    setState((before) => ({ ...before, failure: undefined, doing, busy: true }));
    try {
      const answer = await runCommand(fetch, {
        request: request.current.id,
        command,
        ...(planVersion && { planVersion }),
      });
      setState({ proposal: { command, answer }, doing, busy: false });
      if (answer.type === 'saved') onSaved(answer);
    } catch (error) {
      const failure = failureOf(error);
      setState((before) => ({ ...before, failure, busy: false }));
      if (failure === 'signIn') onSignedOut();
    } finally {
      going.current = false;
    }
  };
  return {
    ...state,
    look: (command: PlanCommand) => ask(command),
    save: ({ command, answer }: Proposal) => ask(command, answer.planVersion),
    /** Back to the form. */
    revise: () => setState({ doing: 'look', busy: false }),
  };
}
