/** Where tracing says that it is on, or that the collector is away. */
export interface TracingLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}
