// Files: their bytes go up and come down by themselves, the record tells what they are and whom they belong to.
import { type Query, upload, urlOf } from './client.ts';
import type { RecordRow } from './types.ts';

/** Uploads a file; `links` names the records it belongs to by the file's own link fields. */
export const uploadFile = (file: File, links: Query, onProgress: (share: number) => void) =>
  upload<RecordRow>('/files/content', { ...links, name: file.name }, file, onProgress);

/** Where a file's bytes are. */
export const contentUrl = (id: string) => urlOf(`/files/${id}/content`);
