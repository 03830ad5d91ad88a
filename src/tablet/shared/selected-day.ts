import { useLocation } from 'preact-iso';

/** The day asked for in the address, to be carried along: who works on another day comes back to it. */
export function useDayTail(): string {
  const { query } = useLocation();
  return query.dag ? `?dag=${query.dag}` : '';
}
