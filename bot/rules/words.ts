/** What a person typed. Text that matches nothing is never stored, only classified. */
export type Word =
  | 'sign-up' | 'sessions' | 'move' | 'cancel' | 'helpline' | 'decision' | 'conversation' | 'question' | 'my-data' | 'stop' | 'help';

export type Said = { readonly kind: 'word'; readonly word: Word } | { readonly kind: 'distress' } | { readonly kind: 'other' };

/** Any case, accents and small typing errors forgiven; at most the first 500 characters are read. Distress wins over a command. */
export declare function readWords(text: string): Said;
