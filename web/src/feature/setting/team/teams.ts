// The name under which the teams are kept in the cache.
export const TEAMS = ['admin', 'teams'] as const;
