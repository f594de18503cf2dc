import { model, Schema, type Types } from 'mongoose';

export interface BaselineUser {
  readonly name: string;
}
export interface BaselineRoom {
  readonly title: string;
  readonly members: Types.ObjectId[];
  readonly lastMessage?: { readonly text: string; readonly at: Date };
}
export interface BaselineMessage {
  readonly room: Types.ObjectId;
  readonly author: { readonly id: Types.ObjectId; readonly name: string };
  readonly text: string;
}

const id = Schema.Types.ObjectId;

export const User = model('User', new Schema<BaselineUser>({ name: { type: String, required: true } }));

const roomSchema = new Schema<BaselineRoom>(
  {
    title: String,
    members: [{ type: id, ref: 'User' }],
    lastMessage: { text: String, at: Date },
  },
  { timestamps: true },
);
roomSchema.index({ members: 1 });
export const Room = model('Room', roomSchema);

const messageSchema = new Schema<BaselineMessage>(
  {
    room: { type: id, ref: 'Room', required: true },
    author: { id: { type: id, ref: 'User', required: true }, name: { type: String, required: true } },
    text: { type: String, required: true, maxlength: 16_000 },
  },
  { timestamps: true },
);
messageSchema.index({ room: 1, _id: -1 });
export const Message = model('Message', messageSchema);
