import { useLocation } from 'preact-iso';

/** The day asked for in the address. Links carry it along, so that a worker on another day comes back to that day. */
export function useDayTail(): string {
  const { query } = useLocation();
  return query.dag ? `?dag=${query.dag}` : '';
}
