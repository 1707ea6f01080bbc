// A place to drop a file, with a button that does the same by keyboard.
import { Button, FileButton, Progress, Text } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import classes from './file_drop.module.css';

interface Words {
  drop: string;
  hint: string;
  choose: string;
  sending: string;
}

export function FileDrop({
  words,
  accept,
  share,
  failure,
  onFile,
}: {
  words: Words;
  accept?: string;
  /** How much of a file on its way is there; null when none is. */
  share: number | null;
  failure: string | null;
  onFile: (file: File) => void;
}) {
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a target for dropped files; the button inside does the same by keyboard
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <FileUp size={30} strokeWidth={1.4} aria-hidden="true" />
      <Text fw={600}>{words.drop}</Text>
      <Text size="sm" c="dimmed" ta="center">
        {words.hint}
      </Text>
      {share === null ? (
        <FileButton
          onChange={(file) => file && onFile(file)}
          accept={accept}
          inputProps={{ 'aria-label': words.choose }}
        >
          {(props) => (
            <Button {...props} mt="xs">
              {words.choose}
            </Button>
          )}
        </FileButton>
      ) : (
        <Progress value={share * 100} w={260} mt="sm" aria-label={words.sending} />
      )}
      {failure && (
        <Text size="sm" c="red" role="alert" ta="center">
          {failure}
        </Text>
      )}
    </div>
  );
}
