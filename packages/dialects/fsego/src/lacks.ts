import { type Dialect, REST_ONLY } from '@crosstalk/dialect-kit';

const NO_ACCOUNTS = 'People come from their host site with a chat key, not with an account.';
const NO_GROUPS = 'The document makes chats of two people; those made elsewhere are shown.';
const NO_CHANGES = 'The document has no request to change a message; changes made elsewhere are told.';
const NO_HIDING = 'The document has no request to mute, clear or hide a chat.';
const NO_SEARCH = 'The document has no search.';
const NO_PROFILES = 'Profiles come with every chat and message, and are what the host site says.';
const NO_CALLS = 'The document has no calls.';
const BY_PARTNERS = 'Everybody who shares a chat is watched without being named.';

export const lacks: Dialect['lacks'] = {
  ...REST_ONLY,
  registerUser: NO_ACCOUNTS,
  logIn: NO_ACCOUNTS,
  refreshSession: NO_ACCOUNTS,
  logOut: NO_ACCOUNTS,
  authenticate: NO_ACCOUNTS,
  getMe: NO_PROFILES,
  updateMe: NO_PROFILES,
  getUser: NO_PROFILES,
  searchUsers: NO_SEARCH,
  renameRoom: NO_GROUPS,
  deleteRoom: 'The document has no request for it; the removal is told.',
  findRoom: 'Chats are named by their id.',
  muteRoom: NO_HIDING,
  clearRoom: NO_HIDING,
  putProjectRoom: 'Project rooms are kept by the host site over REST.',
  addMembers: NO_GROUPS,
  removeMembers: NO_GROUPS,
  leaveRoom: 'OUT_CHAT closes a chat on the screen; the membership stays.',
  changeRole: NO_GROUPS,
  editMessage: NO_CHANGES,
  deleteMessage: NO_CHANGES,
  reactToMessage: 'The document has no reactions.',
  syncRooms: 'Read again with DATA and VIEW_CHAT.',
  searchMessages: NO_SEARCH,
  setTyping: 'The document has no typing notices.',
  watchPresence: BY_PARTNERS,
  setVisibility: 'The document hides nobody.',
  startCall: NO_CALLS,
  answerCall: NO_CALLS,
  sendIce: NO_CALLS,
  endCall: NO_CALLS,
  dropCalls: NO_CALLS,
  storeFiles: 'The document sends no files; those stored over REST are named by id.',
  uploadFile: 'Files are uploaded over HTTP.',
  getFile: 'What is known of a file stands in the messages that carry it.',
  openFile: 'Files are fetched over HTTP from the URL of the file.',
};
