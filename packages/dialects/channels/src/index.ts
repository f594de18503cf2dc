export { channels } from './dialect.js';
export type { AttachmentModel, ChannelModel, MessageModel, UserModel } from './to-wire.js';
