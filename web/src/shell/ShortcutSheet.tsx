// All shortcuts that hold on this screen (`?`), read from the same list by which they are heard.
import { Modal, Switch, Text } from '@mantine/core';
import { t } from '../i18n/index.ts';
import { Keys } from '../ui/Keys.tsx';
import { setSingleKeys, useShortcutGroups, useSingleKeys } from '../ui/shortcuts.ts';
import classes from './sheet.module.css';

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const groups = useShortcutGroups();
  const single = useSingleKeys();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('shortcut.title')}
      size={760}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <div className={classes.groups}>
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map((one) => (
                <div key={one.keys} className={classes.row}>
                  <dt>{one.label}</dt>
                  <dd>
                    <Keys keys={one.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="md"
        checked={single}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label={t('shortcut.single')}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t('shortcut.single_text')}
      </Text>
    </Modal>
  );
}
