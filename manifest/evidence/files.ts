import type { Start } from '../command.ts';
import { administratorPage } from './administrator.ts';
import type { Facts } from './facts.ts';
import { privacyPage } from './privacy.ts';
import { worksCouncilPage } from './works-council.ts';

export type EvidenceFile = { readonly name: string; readonly text: string };

/** A page for each reader in each language, and the list of software. The same facts give the same bytes. */
export function evidenceFiles(facts: Facts, { config, programme, version }: Start): readonly EvidenceFile[] {
  const names = { appId: config.appId, mailbox: programme.programme.mailbox };
  const { governance } = programme;
  const pages = (['nl', 'en'] as const).flatMap((language) => {
    const q = { facts, language, version };
    return [
      { name: `administrator.${language}.md`, text: administratorPage({ ...q, names }) },
      { name: `privacy.${language}.md`, text: privacyPage({ ...q, governance }) },
      { name: `works-council.${language}.md`, text: worksCouncilPage(q) },
    ];
  });
  return [...pages, { name: 'sbom.cdx.json', text: facts.sbom }];
}
