export * from './build-attachment.js';
export * from './build-member.js';
export * from './build-message.js';
export * from './build-message-view.js';
export * from './build-room.js';
export * from './build-room-view.js';
export * from './build-user.js';
