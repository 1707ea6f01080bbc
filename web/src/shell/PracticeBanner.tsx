// Over the whole practice workspace, on every page: that nothing here is real, and the ways out and back to the beginning.
import { Button, Group, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { FlaskConical, LogOut, RotateCcw, Settings2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { outward } from '../api/place.ts';
import { makePractice, removePractice } from '../api/practice.ts';
import { t } from '../i18n/index.ts';
import classes from './practice.module.css';

type Act = 'anew' | 'remove';

export default function PracticeBanner() {
  const [asked, setAsked] = useState<Act>('anew');
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const ask = (act: Act) => {
    setAsked(act);
    open();
  };
  const run = async () => {
    setBusy(true);
    try {
      if (asked === 'anew') await makePractice();
      else await removePractice();
      // The app is loaded anew: nothing it remembers is true any more.
      window.location.assign(asked === 'anew' ? outward('/') : '/');
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      setBusy(false);
    }
  };
  return (
    <section className={classes.banner} aria-label={t('practice.title')}>
      <FlaskConical size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={classes.text}>
        <Text size="sm" fw={650} component="span">
          {t('practice.title')}
        </Text>{' '}
        <Text size="sm" component="span" className={classes.more}>
          {t('practice.nothing_real')}
        </Text>
      </div>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button size="compact-sm" variant="white" leftSection={<Settings2 size={14} />}>
            {t('practice.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<RotateCcw size={15} />} onClick={() => ask('anew')}>
            {t('practice.anew')}
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={15} />} onClick={() => ask('remove')}>
            {t('practice.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="white" component="a" href="/" leftSection={<LogOut size={14} />}>
        {t('practice.leave')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t(`practice.${asked}`)}
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      >
        <Text size="sm">{t(`practice.${asked}_text`)}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button color={asked === 'remove' ? 'red' : undefined} loading={busy} onClick={() => void run()}>
            {t(`practice.${asked}`)}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
