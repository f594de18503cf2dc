/** @module Limits of the domain. Sizes in characters are UTF-16 code units, as JavaScript counts. */
export const LIMITS = {
  textLength: 16_000,
  titleLength: 200,
  nameLength: 100,
  clientIdLength: 128,
  emojiLength: 32,
  distinctReactions: 50,
  mentions: 50,
  attachmentsPerMessage: 10,
  /** Of a file that travels inside a frame; uploads have `maxUploadBytes`. */
  attachmentBytes: 10 * 1024 * 1024,
  fileNameLength: 255,
  usersPerRequest: 1_000,
  membersPerRoom: 10_000,
  historyPage: 100,
  roomPage: 200,
  syncRooms: 500,
  syncChanges: 500,
  searchQueryLength: 200,
  searchPage: 50,
  presenceSubscriptions: 500,
  membersInView: 200,
  /** People whose presence one connection is told because it shares a room with them. */
  partners: 1_000,
  /** Rooms above this size make no partners: their presence is counts. */
  partnerRoomMembers: 200,
  /** Browsers of one person that get push messages; the oldest go. */
  pushSubscriptions: 20,
  webhooksPerTenant: 20,
  /** Rooms above this size get no typing notices. */
  typingRoomMembers: 200,
} as const;
