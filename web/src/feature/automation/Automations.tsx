// Automations: those one keeps, what they ask, and ready-made ones to begin with.
import { Badge, Button, Card, ColorSwatch, Group, SimpleGrid, Stack, Table, Text, Title, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Workflow } from 'lucide-react';
import {
  type AutomationListed,
  answerQuestion,
  createAutomation,
  type Definition,
  listAutomations,
  listQuestions,
  listRecipes,
} from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';
import { COLOR } from './Runs.tsx';
import { StateBadge } from './StateBadge.tsx';
import { triggerWords, word } from './words.ts';

const EMPTY: Definition = { object: 'deal', trigger: { on: 'created' }, steps: [] };

export function Automations() {
  useDocumentTitle(`${t('automation.title')} · Kith`);
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const all = useQuery({ queryKey: ['automations'], queryFn: ({ signal }) => listAutomations(signal) });
  const recipes = useQuery({ queryKey: ['automation-recipes'], queryFn: ({ signal }) => listRecipes(signal) });
  const make = async (name: string, description: string, definition: Definition) => {
    try {
      const made = await createAutomation({ name, description, definition });
      void navigate({ to: '/automations/$id', params: { id: made.id } });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <>
      <PageHeader
        icon={<Workflow size={18} strokeWidth={1.75} />}
        title={t('automation.title')}
        text={t('automation.text')}
        actions={
          <Button leftSection={<Plus size={16} />} onClick={() => make(t('automation.new_name'), '', EMPTY)}>
            {t('automation.new')}
          </Button>
        }
      />
      <PageBody wide>
        <Questions />
        {all.isError && <ProblemView error={all.error} onRetry={() => all.refetch()} />}
        {(all.data?.data.length ?? 0) > 0 && (
          <Table.ScrollContainer minWidth={300} className={pageClasses.panel}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('automation.name')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('automation.starts')}</Table.Th>
                  <Table.Th>{t('automation.state')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('automation.recent')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('automation.changed_at')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.data?.data.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <Text
                        size="sm"
                        fw={540}
                        renderRoot={(props) => <Link to="/automations/$id" params={{ id: one.id }} {...props} />}
                      >
                        {one.name}
                      </Text>
                      {/* On a phone there is room for two columns only. */}
                      <Text size="xs" c="dimmed" hiddenFrom="sm">
                        {triggerWords(dictionary, one.definition.object, one.definition.trigger)}
                      </Text>
                      <Group gap={4} hiddenFrom="sm">
                        <Recent runs={one.recent} />
                      </Group>
                    </Table.Td>
                    <Table.Td visibleFrom="sm">
                      <Text size="sm">{triggerWords(dictionary, one.definition.object, one.definition.trigger)}</Text>
                    </Table.Td>
                    <Table.Td>
                      <StateBadge automation={one} />
                    </Table.Td>
                    <Table.Td visibleFrom="sm">
                      <Recent runs={one.recent} />
                    </Table.Td>
                    <Table.Td visibleFrom="sm">
                      <Text size="sm" c="dimmed">
                        {formatRelative(one.updated_at)}
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Title order={2} size="h4" mt="xl" mb="sm">
          {t('automation.recipes')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {recipes.data?.data.map((recipe) => (
            <Card key={recipe.key} withBorder padding="md">
              <Stack gap="xs" h="100%" justify="space-between">
                <div>
                  <Text fw={600} id={`recipe-${recipe.key}`}>
                    {word(`automation.recipe.${recipe.key}`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {word(`automation.recipe.${recipe.key}_text`)}
                  </Text>
                </div>
                <Button
                  variant="light"
                  size="compact-sm"
                  id={`use-${recipe.key}`}
                  aria-labelledby={`use-${recipe.key} recipe-${recipe.key}`}
                  onClick={() =>
                    make(
                      word(`automation.recipe.${recipe.key}`),
                      word(`automation.recipe.${recipe.key}_text`),
                      recipe.definition,
                    )
                  }
                >
                  {t('automation.use')}
                </Button>
              </Stack>
            </Card>
          ))}
        </SimpleGrid>
      </PageBody>
    </>
  );
}

/** How the last runs went: the newest in words, those before it as dots. */
function Recent({ runs }: { runs: AutomationListed['recent'] }) {
  const [last, ...before] = runs;
  if (!last)
    return (
      <Text size="sm" c="dimmed">
        {t('automation.no_runs')}
      </Text>
    );
  return (
    <Group gap={6} wrap="nowrap">
      <Badge color={COLOR[last.state]} title={formatTimestamp(last.started_at)}>
        {t(`automation.run.${last.state}`)}
      </Badge>
      {before.map((run) => (
        <Tooltip key={run.id} label={`${t(`automation.run.${run.state}`)} · ${formatRelative(run.started_at)}`}>
          <ColorSwatch
            size={8}
            withShadow={false}
            color={`var(--mantine-color-${COLOR[run.state]}-filled)`}
            role="img"
            aria-label={t(`automation.run.${run.state}`)}
          />
        </Tooltip>
      ))}
    </Group>
  );
}

/** What automations ask the reader. */
function Questions() {
  const client = useQueryClient();
  const asked = useQuery({ queryKey: ['automation-questions'], queryFn: ({ signal }) => listQuestions(signal) });
  const dictionary = useDictionary();
  const answer = async (id: string, yes: boolean) => {
    try {
      await answerQuestion(id, yes);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: ['automation-questions'] });
  };
  if (!asked.data?.data.length) return null;
  return (
    <Stack gap="xs" mb="lg">
      <Group gap="xs">
        <Title order={2} size="h4">
          {t('automation.questions')}
        </Title>
        <Badge>{asked.data.data.length}</Badge>
      </Group>
      {asked.data.data.map((question) => (
        <Card key={question.id} withBorder padding="sm">
          <Group justify="space-between">
            <div>
              <Text fw={540}>{question.text}</Text>
              <Text size="sm" c="dimmed">
                {question.automation}
                {question.title && question.object && (
                  <>
                    {' · '}
                    <Link
                      to="/$plural/$id"
                      params={{
                        plural: dictionary.byKey.get(question.object)?.plural ?? '',
                        id: question.record ?? '',
                      }}
                    >
                      {question.title}
                    </Link>
                  </>
                )}
              </Text>
            </div>
            <Group gap="xs">
              <Button size="compact-sm" onClick={() => answer(question.id, true)}>
                {t('automation.yes')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => answer(question.id, false)}>
                {t('automation.no')}
              </Button>
            </Group>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
