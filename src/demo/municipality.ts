import * as z from 'zod/mini';
import type { MunicipalityRow, RowDocuments } from '#api/row-documents.ts';
import { AcuteNumbers } from '#domain/acute.ts';
import { Closing } from '#domain/closing.ts';
import { addDays, type Day } from '#domain/day.ts';
import { DropIn } from '#domain/drop-in.ts';
import { type Id, outsideId } from '#domain/id.ts';
import { Institution } from '#domain/institution.ts';
import type { Person } from '#domain/person.ts';
import data from './jammerbugt.json' with { type: 'json' };

/** Weeks of history that the demo has behind it. */
export const demoWeeks = 12;

const Data = z.object({
  municipality: z.object({
    name: z.string(),
    code: z.string(),
    fourWeekDays: z.number(),
    familyUnit: z.string(),
    workerTitle: z.string(),
    acute: AcuteNumbers,
  }),
  clusters: z.array(z.object({ name: z.string(), worker: z.string(), substitute: z.nullable(z.string()) })),
  institutions: z.array(z.omit(Institution, { id: true })),
  dropIns: z.array(z.extend(z.omit(DropIn, { id: true }), { worker: z.string() })),
  closings: z.array(z.omit(Closing, { id: true })),
});

interface DemoPerson extends Person {
  login: string;
}

/** The demo municipality as documents of the `ref` scope. */
export interface Municipality {
  id: Id;
  row: MunicipalityRow;
  people: DemoPerson[];
  institutions: Institution[];
  assignments: RowDocuments['assignment'][];
  dropIns: DropIn[];
  closings: Closing[];
}

/** The names are made up; the data file knows the two workers by their login only. */
const people = [
  { login: 'raadgiver-vest', name: 'Mette Holm', initials: 'MH', role: 'worker' },
  { login: 'raadgiver-oest', name: 'Anders Krog', initials: 'AK', role: 'worker' },
  { login: 'koordinator', name: 'Lene Dahl', initials: 'LD', role: 'coordinator' },
] as const;

/**
 * The demo municipality as it stands on `today`. Hours are as in the data file; where they begin later than the demo's
 * history must, they begin with the history instead, so that a demo shown on any day has its twelve weeks.
 */
export function demoMunicipality(today: Day): Municipality {
  const { municipality, clusters, institutions, dropIns, closings } = Data.parse(data);
  const begins = addDays(today, -7 * (demoWeeks + 1));
  const person = (login: string): Id => outsideId('person', login);
  const assignedFrom = earlier(`${dropIns[0]!.validFrom.slice(0, 7)}-01`, begins);
  const { name, fourWeekDays, familyUnit, workerTitle, acute } = municipality;
  return {
    id: outsideId('municipality', municipality.code),
    row: { name, fourWeekDays, familyUnit, workerTitle, demo: true, acute },
    people: people.map((one) => ({
      ...one,
      id: person(one.login),
      title: one.role === 'worker' ? workerTitle : 'Koordinator',
    })),
    institutions: institutions.map((place) => ({ id: outsideId('institution', place.number), ...place })),
    assignments: institutions.flatMap(({ number, cluster }) => {
      const served = clusters.find((one) => one.name === cluster)!;
      return [
        { login: served.worker, as: 'regular' as const },
        { login: served.substitute, as: 'substitute' as const },
      ]
        .filter((one): one is typeof one & { login: string } => one.login !== null)
        .map(({ login, as }) => ({
          id: outsideId('assignment', `${login} ${number} ${as}`),
          person: person(login),
          institution: number,
          as,
          from: assignedFrom,
          to: null,
        }));
    }),
    dropIns: dropIns.map((hour) => ({
      ...hour,
      id: outsideId('dropIn', `${hour.institution} ${hour.weekday} ${hour.start}`),
      worker: person(hour.worker),
      validFrom: earlier(hour.validFrom, begins),
    })),
    closings: closings.map((closing) => ({
      id: outsideId('closing', `${closing.name} ${closing.from}`),
      ...closing,
    })),
  };
}

const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
