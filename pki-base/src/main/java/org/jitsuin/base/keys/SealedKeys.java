package org.jitsuin.base.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.SecretKeyEntry;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that a token keeps and cannot use, since it knows no ML-DSA: their seed is sealed by an AES
 * key that is made in the token and never leaves it, and opened in this process for each signature.
 *
 * <p>Two objects stand in the token. Under the label of the key stands the AES key; under the label
 * with {@link #SEAL} behind it, as a generic secret that can be read, the sealed seed: a version, a
 * nonce, and AES-256-GCM's output, to which the label is bound. So a copy of the token has all of
 * it, and whoever destroys the AES key has destroyed the seed. SunPKCS11 offers no AES key wrap
 * over SoftHSM, and stores nothing that is no key.
 */
final class SealedKeys {
  /** What the label of a sealed seed ends with. */
  static final String SEAL = " sealed";

  private static final String PURPOSE = "jitsuin-sealed-ml-dsa-65-seed-1\n";
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int KEY_BITS = 256;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String token;
  private final Provider provider;
  private final KeyStore keys;

  /** Those that were asked for before: each signature begins with one. */
  private final Map<String, PublicKey> publicKeys = new ConcurrentHashMap<>();

  SealedKeys(String token, Provider provider, KeyStore keys) {
    this.token = token;
    this.provider = provider;
    this.keys = keys;
  }

  /**
   * Makes a key. The AES key is put under its label last: where something dies before, there is no
   * such key, and what is left of it is written over by the next try.
   */
  PublicKey generate(String label) throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(KEY_BITS);
    SecretKey sealer = generator.generateKey();
    requireHidden(sealer, label);
    byte[] seed = MlDsaKeys.newSeed(RANDOM);
    try {
      byte[] sealed = seal(sealer, label, seed);
      if (keys.containsAlias(label + SEAL)) {
        keys.deleteEntry(label + SEAL);
      }
      keys.setEntry(label + SEAL, new SecretKeyEntry(new SecretKeySpec(sealed, "Generic")), null);
      keys.setEntry(label, new SecretKeyEntry(sealer), null);
      return MlDsaKeys.publicKey(seed);
    } finally {
      MlDsaKeys.forget(seed);
    }
  }

  /** Returns whether that key is one of these; also where its seed is missing. */
  boolean holds(String label) throws GeneralSecurityException {
    return keys.entryInstanceOf(label, SecretKeyEntry.class);
  }

  void destroy(String label) throws GeneralSecurityException {
    publicKeys.remove(label);
    if (keys.containsAlias(label + SEAL)) {
      keys.deleteEntry(label + SEAL);
    }
  }

  PublicKey publicKey(String label) throws GeneralSecurityException {
    PublicKey known = publicKeys.get(label);
    if (known != null) {
      return known;
    }
    byte[] seed = open(label);
    try {
      PublicKey key = MlDsaKeys.publicKey(seed);
      publicKeys.put(label, key);
      return key;
    } finally {
      MlDsaKeys.forget(seed);
    }
  }

  byte[] sign(String label, byte[] mu) throws GeneralSecurityException {
    byte[] seed = open(label);
    try {
      return MlDsaKeys.sign(seed, mu, RANDOM);
    } finally {
      MlDsaKeys.forget(seed);
    }
  }

  private byte[] seal(SecretKey sealer, String label, byte[] seed) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealer, nonce, label);
    byte[] sealed = new byte[1 + NONCE + MlDsaKeys.SEED + TAG];
    sealed[0] = VERSION;
    System.arraycopy(nonce, 0, sealed, 1, NONCE);
    cipher.doFinal(seed, 0, seed.length, sealed, 1 + NONCE);
    return sealed;
  }

  /**
   * @return the seed, which the caller overwrites
   * @throws SealBrokenException if it does not open
   */
  private byte[] open(String label) throws GeneralSecurityException {
    if (!(keys.getKey(label, null) instanceof SecretKey sealer)) {
      throw new SealBrokenException(problem(label), null);
    }
    requireHidden(sealer, label);
    Key found = keys.getKey(label + SEAL, null);
    byte[] sealed = found == null ? null : found.getEncoded();
    if (sealed == null
        || sealed.length != 1 + NONCE + MlDsaKeys.SEED + TAG
        || sealed[0] != VERSION) {
      throw new SealBrokenException(problem(label), null);
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealer, nonce, label);
    try {
      return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(problem(label), e);
    }
  }

  private Cipher cipher(int mode, SecretKey sealer, byte[] nonce, String label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER, provider);
    cipher.init(mode, sealer, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD((PURPOSE + label).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private void requireHidden(SecretKey sealer, String label) throws SealBrokenException {
    if (sealer.getEncoded() != null) {
      throw new SealBrokenException(
          "the key that seals " + label + " can be read out of token " + token, null);
    }
  }

  private String problem(String label) {
    return "the sealed seed of key " + label + " does not open in token " + token;
  }
}
