import { AdaptiveCard, HostConfig } from 'adaptivecards';

/** Colours come from the page's own variables, so that one configuration serves light and dark. */
const color = (name: string) => ({ default: `var(--${name})`, subtle: `var(--${name}-soft)` });
const FOREGROUND = {
  default: color('text'),
  dark: color('text'),
  light: color('text'),
  accent: color('accent'),
  good: color('good'),
  warning: color('warning'),
  attention: color('attention'),
};
const container = (background: string) => ({ backgroundColor: background, foregroundColors: FOREGROUND });

/** How Teams lays cards out, roughly: sizes, spacing, labels, at most six buttons in a row that wraps. */
export const hostConfig = new HostConfig({
  supportsInteractivity: true,
  fontFamily: 'inherit',
  spacing: { small: 4, default: 10, medium: 16, large: 22, extraLarge: 30, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 25, extraLarge: 29 },
  containerStyles: {
    default: container('transparent'),
    emphasis: container('var(--soft)'),
    good: container('var(--good-back)'),
    attention: container('var(--attention-back)'),
    warning: container('var(--warning-back)'),
    accent: container('var(--accent-back)'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { spacing: 'small', weight: 'bolder' },
  },
  actions: {
    maxActions: 6,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    buttonSpacing: 8,
    spacing: 'medium',
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
  textBlock: { headingLevel: 3 },
  factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
});

/** The part of Markdown that Teams draws in a text block: bold, italic, links and line breaks; all else is text. */
export function useMarkdown(): void {
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = `<p>${inline(escaped(text)).replace(/\n/g, '<br>')}</p>`;
    result.didProcess = true;
  };
}

function inline(html: string): string {
  return html
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/(^|[\s(])[_*]([^_*]+)[_*](?=$|[\s).,;:!?])/g, '$1<i>$2</i>')
    .replace(/\[([^\]]+)\]\(((?:https?:\/|tel:|mailto:|\/)[^\s)]*)\)/g, '<a href="$2">$1</a>');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
