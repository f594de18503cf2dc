/** Who there is in the demo; passwords are made at random. */
export const DEMO_NAMES = [
  { email: 'ada@demo.example', first_name: 'Ada', last_name: 'Moreno' },
  { email: 'ben@demo.example', first_name: 'Ben', last_name: 'Okafor' },
  { email: 'cleo@demo.example', first_name: 'Cleo', last_name: 'Lindqvist' },
] as const;

export interface DemoRoom {
  /** Also the title; the author of line i is person i mod 3. */
  readonly title: string;
  readonly lines: readonly string[];
}

export const DEMO_ROOMS: readonly DemoRoom[] = [
  {
    title: 'Release train',
    lines: [
      'The build is green, shall we go at four?',
      'Fine with me. I will watch the dashboards.',
      'Notes are ready, link follows.',
      'Thanks both. Four it is.',
    ],
  },
  {
    title: 'Lunch',
    lines: ['Soup place or noodles?', 'Noodles, always.', 'I bring the umbrella.'],
  },
];
