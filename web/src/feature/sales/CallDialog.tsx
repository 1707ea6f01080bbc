// A call to whoever asked: the number to dial, then what came of it.
import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { asLink, asPhones } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { CallScripts } from '../training/PlaybookPanel.tsx';
import { logCall } from './lead_acts.ts';

export function CallDialog({ lead, onDone, onClose }: { lead: RecordRow; onDone: () => void; onClose: () => void }) {
  const person = asLink(lead.person);
  const found = useQuery({
    queryKey: keys.record('person', person?.id ?? ''),
    enabled: Boolean(person),
    queryFn: ({ signal }) => findRecord('people', person?.id ?? '', signal),
  });
  const results = useObject('call')?.fields.find(({ key }) => key === 'result')?.choices ?? [];
  const [result, setResult] = useState('reached');
  const [body, setBody] = useState('');
  const [busy, setBusy] = useState(false);
  const object = useObject('lead');
  const phones = asPhones(found.data?.phones);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leads.call_title', { name: person?.title || lead.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          void logCall(lead, { result, body }).then((done) => {
            setBusy(false);
            if (done) onDone();
          });
        }}
      >
        <Stack gap="md">
          <Group gap="xs">
            {phones.map((phone) => (
              <Button
                key={phone.number}
                component="a"
                href={`tel:${phone.number}`}
                variant="light"
                leftSection={<Phone size={15} />}
              >
                {phone.national || phone.number}
              </Button>
            ))}
            {found.isSuccess && phones.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('leads.no_phone')}
              </Text>
            )}
          </Group>
          {object && <CallScripts object={object} record={lead} />}
          {results.length > 0 && (
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('leads.result')}
              data={results.map((one) => ({ value: one.key, label: one.label }))}
              value={result}
              onChange={setResult}
            />
          )}
          <Textarea
            label={t('leads.said')}
            autosize
            minRows={3}
            maxRows={10}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('leads.log_call')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
