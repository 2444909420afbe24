import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyEncryption } from '../../../src/store/vault/key-encryption.ts'
import { makeVault } from '../../../src/store/vault/make-vault.ts'
import { open, VaultError } from '../../../src/store/vault/sealing.ts'
import { done, raise } from '../acting.ts'
import { type Opened, opened } from '../opened.ts'

const newVault = () =>
  makeVault(keyEncryption({ dataKey: randomBytes(32) }), {
    blind: randomBytes(32),
    chain: randomBytes(32),
    checkpoint: randomBytes(32),
  })

const place = { caseId: randomUUID(), textId: randomUUID(), field: 'text' }

describe('a sealed text', () => {
  it('opens again as it was, whatever it is', async () => {
    const vault = newVault()
    const { key } = await vault.newCaseKey(place.caseId)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), plain => {
        expect(vault.openText(key, place, vault.sealText(key, place, plain))).toBe(plain)
      }),
    )
  })

  it('never seals the same way twice', async () => {
    const vault = newVault()
    const { key } = await vault.newCaseKey(place.caseId)
    const [a, b] = [vault.sealText(key, place, 'same'), vault.sealText(key, place, 'same')]
    expect(a.nonce).not.toEqual(b.nonce)
    expect(a.ciphertext).not.toEqual(b.ciphertext)
  })

  it.each(['caseId', 'textId', 'field'])('does not open with another %s', async part => {
    const vault = newVault()
    const { key } = await vault.newCaseKey(place.caseId)
    const sealed = vault.sealText(key, place, 'private')
    expect(() => vault.openText(key, { ...place, [part]: 'other' }, sealed)).toThrow('does not open')
  })

  it('does not open when any one bit of it was changed', async () => {
    const vault = newVault()
    const { key } = await vault.newCaseKey(place.caseId)
    const sealed = vault.sealText(key, place, 'private')
    for (const part of ['nonce', 'ciphertext'] as const) {
      for (let bit = 0; bit < sealed[part].length * 8; bit++) {
        const bytes = Buffer.from(sealed[part])
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => vault.openText(key, place, { ...sealed, [part]: bytes })).toThrow('does not open')
      }
    }
  })

  it('does not open with a nonce or a tag that is cut short, padded or empty', async () => {
    const vault = newVault()
    const { key } = await vault.newCaseKey(place.caseId)
    const sealed = vault.sealText(key, place, 'private')
    const { nonce, ciphertext } = sealed
    for (const left of [0, 3, 4, 8, 12, 15])
      for (const cut of [ciphertext.subarray(0, left), ciphertext.subarray(0, ciphertext.length - 16 + left)])
        expect(() => vault.openText(key, place, { nonce, ciphertext: cut })).toThrow(VaultError)
    for (const other of [nonce.subarray(1), nonce.subarray(0, 0), Buffer.concat([nonce, Buffer.alloc(1)])])
      expect(() => vault.openText(key, place, { nonce: other, ciphertext })).toThrow(VaultError)
    expect(() =>
      vault.openText(key, place, { nonce, ciphertext: Buffer.concat([ciphertext, nonce]) }),
    ).toThrow(VaultError)
  })

  it('whose nonce was cut before it was sealed is refused, although it would open', () => {
    const key = randomBytes(32)
    const [nonce, aad] = [randomBytes(8), JSON.stringify(['sealed'])]
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    cipher.setAAD(Buffer.from(aad))
    const ciphertext = Buffer.concat([cipher.update('private'), cipher.final(), cipher.getAuthTag()])
    expect(() => open(key, ['sealed'], { nonce, ciphertext })).toThrow(VaultError)
  })
})

describe('a case key', () => {
  it('does not open for another case, nor with another data key', async () => {
    const vault = newVault()
    const { key, wrapped } = await vault.newCaseKey(place.caseId)
    expect(await vault.unwrapCaseKey(place.caseId, wrapped)).toEqual(key)
    await expect(vault.unwrapCaseKey(randomUUID(), wrapped)).rejects.toThrow('does not open')
    await expect(newVault().unwrapCaseKey(place.caseId, wrapped)).rejects.toThrow('not known here')
  })

  it('needs a data key of 32 bytes', () => {
    expect(() => keyEncryption({ dataKey: randomBytes(16) })).toThrow('32 bytes')
  })
})

describe('a number', () => {
  it('is the same with other spaces, punctuation and capitals, and shows nothing of itself', () => {
    const vault = newVault()
    const blind = vault.blind('QQ 12 34 56 C')
    for (const same of ['QQ123456C', 'qq 12-34-56 c', ' QQ.12.34.56.C ', 'ＱＱ１２３４５６Ｃ'])
      expect(vault.blind(same)).toBe(blind)
    expect(vault.blind('QQ 12 34 57 C')).not.toBe(blind)
    expect(newVault().blind('QQ 12 34 56 C')).not.toBe(blind)
    expect(blind).toMatch(/^nino:[\w-]{43}$/)
  })
})

describe('texts in the database', () => {
  let here: Opened
  beforeAll(async () => {
    here = await opened()
  })
  afterAll(() => here.close())

  it('a ciphertext that was swapped with another fails loudly', async () => {
    const { store, owner } = here
    const request = raise({ name: 'Sam Example' })
    const c = await done(store, request)
    const ids = Object.keys(request.texts)
    await owner.query(
      `update sealed a set nonce = b.nonce, ciphertext = b.ciphertext from sealed b
       where a.id = any($1) and b.id = any($1) and a.id <> b.id`,
      [ids],
    )
    for (const id of ids) await expect(store.openTexts(c.id, [id])).rejects.toThrow('does not open')
  })

  it('a text of another case fails loudly', async () => {
    const { store, owner } = here
    const request = raise()
    await done(store, request)
    const other = await done(store, raise())
    const [id] = Object.keys(request.texts)
    await owner.query('update sealed set case_id = $2 where id = $1', [id, other.id])
    await expect(store.openTexts(other.id, [id ?? ''])).rejects.toThrow('does not open')
  })
})
