// What makes a lead promising, which part of the market it belongs to, who gets the new ones, how soon they are answered, and who is away.
import { Stack } from '@mantine/core';
import { Absences } from './Absences.tsx';
import { AnswerGoal } from './AnswerGoal.tsx';
import { AssignmentRules } from './AssignmentRules.tsx';
import { ScoreRules } from './ScoreRules.tsx';
import { Territories } from './Territories.tsx';

export function LeadSettings() {
  return (
    <Stack gap="xl">
      <ScoreRules />
      <Territories />
      <AssignmentRules />
      <AnswerGoal />
      <Absences />
    </Stack>
  );
}
