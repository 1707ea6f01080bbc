// Files: their bytes go up and come down by themselves, the record tells what they are and whom they belong to.
import { formatBytes } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { type Query, upload, urlOf } from './client.ts';
import type { RecordRow } from './types.ts';

/** What the server takes; a larger file would be sent for minutes before it says so. */
const MOST_BYTES = 25 * 2 ** 20;

/** Uploads a file; `links` names the records it belongs to by the file's own link fields. */
export const uploadFile = async (file: File, links: Query, onProgress: (share: number) => void) => {
  if (file.size > MOST_BYTES) throw new Error(t('file.too_large', { size: formatBytes(file.size) }));
  return upload<RecordRow>('/files/content', { ...links, name: file.name }, file, onProgress);
};

/** Where a file's bytes are. */
export const contentUrl = (id: string) => urlOf(`/files/${id}/content`);
