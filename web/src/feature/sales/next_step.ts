// Whether a pipeline asks for a next step of its open deals.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import { asText } from '../../field/shared/values.ts';

export function useNextStepRule(pipeline: string | undefined): string {
  const found = useQuery({
    queryKey: keys.record('pipeline', pipeline ?? ''),
    enabled: Boolean(pipeline),
    staleTime: 60_000,
    queryFn: ({ signal }) => findRecord('pipelines', pipeline ?? '', signal),
  });
  return asText(found.data?.next_step) || 'off';
}
