// How quotes look and what new ones say, and how large a discount each role gives without asking. Saved together.
import {
  Alert,
  ColorInput,
  FileInput,
  Group,
  NumberInput,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ImageUp } from 'lucide-react';
import { useState } from 'react';
import { listRoles } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import {
  changeLimits,
  changeLook,
  type DiscountLimit,
  findLimits,
  findLook,
  type QuoteLook,
} from '../../../api/quotes.ts';
import { type Key, t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import pageClasses from '../../../ui/page.module.css';
import { SaveBar } from '../SaveBar.tsx';
import { Section } from '../Section.tsx';

const QUERY = ['admin', 'quote_look'] as const;
const TEXTS = ['name', 'tax_number', 'email', 'phone', 'website', 'bank'] as const;
const LABELS: Readonly<Record<(typeof TEXTS)[number], Key>> = {
  name: 'quote_look.name',
  tax_number: 'quote_look.tax_number',
  email: 'quote_look.email',
  phone: 'quote_look.phone',
  website: 'quote_look.website',
  bank: 'quote_look.bank',
};

interface Draft {
  look: QuoteLook;
  limits: DiscountLimit[];
}

export function QuoteLookSettings() {
  const found = useQuery({
    queryKey: QUERY,
    queryFn: async ({ signal }): Promise<Draft> => {
      const [look, limits] = await Promise.all([findLook(signal), findLimits(signal)]);
      return { look, limits: limits.data };
    },
  });
  return (
    <Section title={t('settings.quotes')} text={t('quote_look.text')}>
      {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <Skeleton h={320} radius="lg" />}
      {found.data && <Form start={found.data} />}
    </Section>
  );
}

const dataUrl = (file: File) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

function Form({ start }: { start: Draft }) {
  const client = useQueryClient();
  const roles = useQuery({ queryKey: ['admin', 'roles'], queryFn: ({ signal }) => listRoles(signal) });
  const [before, setBefore] = useState(start);
  const [draft, setDraft] = useState(start);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const { look, limits } = draft;
  const set = (part: Partial<QuoteLook>) => setDraft((old) => ({ ...old, look: { ...old.look, ...part } }));
  const limitOf = (role: string) => limits.find((limit) => limit.role === role)?.percent ?? '';
  const setLimit = (role: string, percent: string) =>
    setDraft((old) => ({
      ...old,
      limits: [...old.limits.filter((limit) => limit.role !== role), ...(percent ? [{ role, percent }] : [])],
    }));
  const lookChanged = Object.keys(look).filter(
    (key) => look[key as keyof QuoteLook] !== before.look[key as keyof QuoteLook],
  );
  const limitsChanged = JSON.stringify(limits) !== JSON.stringify(before.limits);
  const save = async () => {
    setBusy(true);
    setFailure('');
    try {
      if (lookChanged.length) await changeLook(look);
      if (limitsChanged) await changeLimits(limits);
      setBefore(draft);
      void client.invalidateQueries({ queryKey: QUERY });
      notifications.show({ message: t('workspace.saved') });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {failure && (
        <Alert color="red" role="alert" mb="md">
          {failure}
        </Alert>
      )}
      <Stack gap="lg" className={pageClasses.form}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
          {TEXTS.map((key) => (
            <TextInput
              key={key}
              label={t(LABELS[key])}
              value={look[key]}
              onChange={(event) => set({ [key]: event.currentTarget.value })}
            />
          ))}
          <Textarea
            label={t('quote_look.address')}
            autosize
            minRows={3}
            value={look.address}
            onChange={(event) => set({ address: event.currentTarget.value })}
          />
          <Stack gap="sm">
            <ColorInput
              label={t('quote_look.color')}
              format="hex"
              withEyeDropper={false}
              value={look.color}
              onChange={(color) => set({ color })}
            />
            <Group align="end" gap="sm" wrap="nowrap">
              <FileInput
                flex={1}
                label={t('quote_look.logo')}
                placeholder={t('quote_look.logo_help')}
                accept="image/png,image/jpeg"
                leftSection={<ImageUp size={16} />}
                clearable
                onChange={async (file) => set({ logo: file ? await dataUrl(file) : '' })}
              />
              {look.logo && <img src={look.logo} alt={t('quote_look.logo')} height={36} />}
            </Group>
          </Stack>
          <TextInput
            label={t('quote_look.prefix')}
            value={look.prefix}
            onChange={(event) => set({ prefix: event.currentTarget.value })}
          />
          <NumberInput
            label={t('quote_look.valid_days')}
            min={1}
            max={730}
            allowDecimal={false}
            value={look.valid_days}
            onChange={(days) => set({ valid_days: Number(days) || 1 })}
          />
          <NumberInput
            label={t('quote_look.reminder_days')}
            min={0}
            max={730}
            allowDecimal={false}
            value={look.reminder_days}
            onChange={(days) => set({ reminder_days: Number(days) || 0 })}
          />
        </SimpleGrid>
        <Textarea
          label={t('quote_look.terms')}
          autosize
          minRows={4}
          value={look.terms}
          onChange={(event) => set({ terms: event.currentTarget.value })}
        />
        <section>
          <Title order={3} size="h4">
            {t('quote_look.limits')}
          </Title>
          <Text size="xs" c="dimmed" mb="sm">
            {t('quote_look.limits_text')}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
            {(roles.data?.data ?? [])
              .filter((role) => !role.administrator)
              .map((role) => (
                <NumberInput
                  key={role.id}
                  label={role.name}
                  suffix=" %"
                  min={0}
                  max={100}
                  decimalScale={2}
                  placeholder={t('quote_look.no_limit')}
                  value={limitOf(role.id)}
                  onChange={(percent) => setLimit(role.id, String(percent))}
                />
              ))}
          </SimpleGrid>
        </section>
      </Stack>
      <SaveBar
        count={lookChanged.length + (limitsChanged ? 1 : 0)}
        busy={busy}
        onSave={() => void save()}
        onDiscard={() => setDraft(before)}
      />
    </>
  );
}
