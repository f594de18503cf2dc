export const DIALECTS = ['channels', 'dialogs', 'casamsa', 'fsego', 'consumer'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** The same for each of them. */
export function byDialect<T>(of: (dialect: DialectName) => T): Record<DialectName, T> {
  return {
    channels: of('channels'),
    dialogs: of('dialogs'),
    casamsa: of('casamsa'),
    fsego: of('fsego'),
    consumer: of('consumer'),
  };
}
