// The work file's lock, asked for before it is saved or opened, and its place on the disk.

export interface LockChoice {
  /** Empty: without a lock. */
  password: string;
  /** Into the same file each time, where the browser can. */
  sameFile: boolean;
}

export interface LockAsked {
  for: "save" | "open";
  name: string;
  /** Why the last answer did not do. */
  wrong: string;
  answer(choice: LockChoice | null): void;
}

/** A file that the page may write into, and its first line as the page has read or written it last. */
export interface OnDisk {
  handle: FileSystemFileHandle;
  line: string;
}
