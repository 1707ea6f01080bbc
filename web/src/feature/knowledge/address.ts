// What the address of a result page holds: what is asked, and how the answer is shown. A run of the archive is put into it, so that its
// question can be asked again, now or changed.

export type Parameters = Record<string, unknown>;

/** What changes how an answer is shown, and asks nothing. */
const SHOWN = ['sort', 'show', 'measure', 'offer'];

/** Whether a change of the address leaves the question as it is. */
export const isOnlyShown = (next: object): boolean => {
  const names = Object.keys(next);
  return names.length > 0 && names.every((name) => SHOWN.includes(name));
};

/** Most parameters stand in the address as they are; what was not given does not stand there. */
export const searchOf = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The names of what is asked. */
const askedIn = (search: Parameters): string[] =>
  Object.keys(search).filter((name) => name !== 'run' && !SHOWN.includes(name) && search[name] !== undefined);

/** Whether the address asks something else than what is wanted. A number and its text are the same in an address. */
export const differs = (search: Parameters, wanted: Parameters): boolean => {
  const names = new Set([...askedIn(search), ...askedIn(wanted)]);
  return [...names].some((name) => asText(search[name]) !== asText(wanted[name]));
};

/** The address that asks what is wanted, and shows it as before. */
export const placed = (search: Parameters, wanted: Parameters): Parameters => ({
  ...Object.fromEntries(Object.entries(search).filter(([name]) => name === 'run' || SHOWN.includes(name))),
  ...wanted,
});
