/** A command on its way to MongoDB. */
export interface FollowedCommand {
  readonly name: string;
  /** Empty where the command is about none. */
  readonly collection: string;
  readonly database: string;
}

/** Follows writes and commands, for traces; without it nothing is measured and nothing is kept. Must not throw. */
export interface StorageTracing {
  /** Around one write of a message, from its coming to its outcome. `item` is what `commit` is told again. */
  write<T>(
    write: { readonly operation: 'append' | 'change'; readonly roomId: number; readonly item: object },
    work: () => Promise<T>,
  ): Promise<T>;
  /** Around the commit that many writes share. */
  commit<T>(items: readonly object[], work: () => Promise<T>): Promise<T>;
  /** @returns what is called when the command has ended, with the name of the error when it failed; undefined: not followed */
  command(command: FollowedCommand): ((error?: string) => void) | undefined;
}
