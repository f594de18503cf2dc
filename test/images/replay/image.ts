/** What a stage leaves: files, and how its program is started. */
export interface Image {
  /** The folder that stands for `/`. */
  readonly root: string;
  readonly workdir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  readonly stopSignal: NodeJS.Signals;
  /** Steps that change the system around the tree; a replay does not take them. */
  readonly leftOut: readonly string[];
}
