import { z } from 'zod'
import { plainName } from './place-names.ts'

const named = z.looseObject({ name: z.string().catch('') }).catch({ name: '' })
const partner = z.looseObject({ district: z.string().catch('') }).catch({ district: '' })
const agreement = z.looseObject({ serviceLine: z.string().catch('') }).catch({ serviceLine: '' })

/** As much of the file as is compared, whatever else is wrong with it: all faults are named at once. */
const outline = z
  .looseObject({
    sites: z.array(named).catch([]),
    districts: z.array(named).catch([]),
    partners: z.array(partner).catch([]),
    otherCeastChannels: z.array(z.string().catch('')).catch([]),
    emailAgreedOff: z.array(agreement).catch([]),
  })
  .catch({ sites: [], districts: [], partners: [], otherCeastChannels: [], emailAgreedOff: [] })

/** What is wrong between entries that are each right: the same name twice, a district that is not there. */
export const faultsBetween = (json: unknown): string[] => {
  const { sites, districts, partners, otherCeastChannels, emailAgreedOff } = outline.parse(json)
  const names = districts.map(({ name }) => name)
  const known = new Set(names.map(plainName))
  return [
    ...twice(
      'sites',
      'name',
      sites.map(({ name }) => name),
    ),
    ...twice('districts', 'name', names),
    ...twice(
      'emailAgreedOff',
      'serviceLine',
      emailAgreedOff.map(({ serviceLine }) => serviceLine),
    ),
    ...otherCeastChannels.flatMap((channel, i) =>
      channel === '' || otherCeastChannels.indexOf(channel) === i
        ? []
        : [
            `otherCeastChannels[${i}]: must differ from otherCeastChannels[${otherCeastChannels.indexOf(channel)}]`,
          ],
    ),
    ...partners.flatMap(({ district }, i) =>
      district === '' || districts.length === 0 || known.has(plainName(district))
        ? []
        : [`partners[${i}].district: must be the name of one of the districts`],
    ),
  ]
}

const twice = (list: string, field: string, names: readonly string[]): string[] => {
  const plain = names.map(plainName)
  return plain.flatMap((name, i) => {
    const first = plain.indexOf(name)
    return name === '' || first === i
      ? []
      : [`${list}[${i}].${field}: must differ from that of ${list}[${first}]`]
  })
}
