// What makes a lead promising, who gets the new ones, and who is away.
import { Stack } from '@mantine/core';
import { Absences } from './Absences.tsx';
import { AssignmentRules } from './AssignmentRules.tsx';
import { ScoreRules } from './ScoreRules.tsx';

export function LeadSettings() {
  return (
    <Stack gap="xl">
      <ScoreRules />
      <AssignmentRules />
      <Absences />
    </Stack>
  );
}
