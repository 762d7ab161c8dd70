/**
 * Exchange Online PowerShell (module ExchangeOnlineManagement; role Organization Management or Exchange
 * Administrator). Source: learn.microsoft.com/exchange/permissions-exo/application-rbac.
 */
const SCOPE = 'Klankbord mailbox';
const PEOPLE = 'Klankbord people';

export type Names = { readonly appId: string; readonly mailbox: string };

/** Scopes the application to the programme's mailbox, and tests that it is. */
export function scopeCommands({ appId, mailbox }: Names, roles: readonly string[]): readonly string[] {
  return [
    'Connect-ExchangeOnline',
    `$app = ${quoted(appId)}`,
    "$object = '<object id of the enterprise application, not of the app registration>'",
    "New-ServicePrincipal -AppId $app -ObjectId $object -DisplayName 'Klankbord'",
    `New-ManagementScope -Name '${SCOPE}' -RecipientRestrictionFilter "PrimarySmtpAddress -eq ${quoted(mailbox)}"`,
    ...roles.map(
      (role) =>
        `New-ManagementRoleAssignment -Name '${assignment(role)}' -App $object -Role '${role}' -CustomResourceScope '${SCOPE}'`,
    ),
    '# InScope: True here …',
    `Test-ServicePrincipalAuthorization -Identity $object -Resource ${quoted(mailbox)} | Format-Table`,
    '# … and False for any other mailbox',
    "Test-ServicePrincipalAuthorization -Identity $object -Resource '<another mailbox>' | Format-Table",
  ];
}

/** Free/busy limited to a group of people, in place of ReadBasic for everybody. */
export function peopleCommands(): readonly string[] {
  return [
    "$group = Get-DistributionGroup -Identity '<mail-enabled security group: all directors and coaches>'",
    `New-ManagementScope -Name '${PEOPLE}' -RecipientRestrictionFilter "MemberOfGroup -eq '$($group.DistinguishedName)'"`,
    `New-ManagementRoleAssignment -Name 'Klankbord free-busy' -App $object -Role 'Application Calendars.Read' -CustomResourceScope '${PEOPLE}'`,
  ];
}

export function removeCommands(roles: readonly string[]): readonly string[] {
  const assignments = [...roles.map(assignment), 'Klankbord free-busy'];
  return [
    'Connect-ExchangeOnline',
    ...assignments.map((name) => `Remove-ManagementRoleAssignment -Identity '${name}' -Confirm:$false`),
    ...[SCOPE, PEOPLE].map((name) => `Remove-ManagementScope -Identity '${name}' -Confirm:$false`),
    "Remove-ServicePrincipal -Identity '<object id of the enterprise application>' -Confirm:$false",
  ];
}

function assignment(role: string): string {
  return role.replace('Application', 'Klankbord');
}

/** A PowerShell string: a quote in it is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
