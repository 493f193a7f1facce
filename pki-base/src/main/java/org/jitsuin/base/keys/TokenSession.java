package org.jitsuin.base.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * A session: one login at a token.
 *
 * @param token the token's name, for messages
 * @param privateKeys those that were used before, by label
 * @param sealed those that the token cannot use itself
 * @param moduleStart which start of the module it belongs to; it is of no use under another
 */
record TokenSession(
    String token,
    Provider provider,
    KeyStore keys,
    Map<String, PrivateKey> privateKeys,
    SealedKeys sealed,
    long moduleStart,
    Instant openedAt) {

  static TokenSession open(TokenSettings settings, char[] pin, long moduleStart, Instant now)
      throws GeneralSecurityException, IOException {
    Provider provider =
        Security.getProvider("SunPKCS11").configure(settings.providerConfiguration());
    KeyStore keys = KeyStore.getInstance("PKCS11", provider);
    keys.load(null, pin);
    return new TokenSession(
        settings.name(),
        provider,
        keys,
        new ConcurrentHashMap<>(),
        new SealedKeys(settings.name(), provider, keys),
        moduleStart,
        now);
  }

  /** The labels of keys; what stands beside a sealed one is none. */
  List<String> labels() throws GeneralSecurityException {
    return Collections.list(keys.aliases()).stream()
        .filter(label -> !label.endsWith(SealedKeys.SEAL))
        .toList();
  }

  /** Reads something in the token itself; the labels are kept in memory. */
  List<String> check() throws GeneralSecurityException {
    List<String> labels = labels();
    if (!labels.isEmpty() && keys.getKey(labels.getFirst(), null) == null) {
      throw new UnrecoverableKeyException("a key is no longer in the token");
    }
    return labels;
  }

  PublicKey generate(String label, SignatureScheme scheme) throws GeneralSecurityException {
    if (keys.containsAlias(label)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "token " + token + " already holds a key named " + label);
    }
    if (scheme.isMlDsa()) {
      return sealed.generate(label);
    }
    KeyPair pair =
        SoftwareKey.generate(scheme, KeyPairGenerator.getInstance(scheme.keyAlgorithm(), provider));
    X509Certificate holder = KeyHolder.certificate(label, pair.getPublic());
    keys.setKeyEntry(label, pair.getPrivate(), null, new X509Certificate[] {holder});
    return pair.getPublic();
  }

  /** Returns whether there was such a key. */
  boolean destroy(String label) throws GeneralSecurityException {
    privateKeys.remove(label);
    boolean found = keys.containsAlias(label);
    if (found) {
      keys.deleteEntry(label);
    }
    sealed.destroy(label);
    return found;
  }

  /**
   * @param hash the end of the scheme's {@link MessageHash}
   */
  byte[] sign(String label, SignatureScheme scheme, byte[] hash) throws GeneralSecurityException {
    if (scheme.isMlDsa()) {
      requireKey(label);
      return sealed.sign(label, hash);
    }
    Signature signature = Signature.getInstance(scheme.rawJcaName(), provider);
    signature.initSign(privateKey(label));
    signature.update(scheme.rawInput(hash));
    return signature.sign();
  }

  PublicKey publicKey(String label) throws GeneralSecurityException {
    requireKey(label);
    if (sealed.holds(label)) {
      return sealed.publicKey(label);
    }
    privateKey(label);
    return keys.getCertificate(label).getPublicKey();
  }

  private PrivateKey privateKey(String label) throws GeneralSecurityException {
    PrivateKey known = privateKeys.get(label);
    if (known != null) {
      return known;
    }
    requireKey(label);
    if (!(keys.getKey(label, null) instanceof PrivateKey found)) {
      throw new UnrecoverableKeyException("the key is no longer in the token");
    }
    if (found.getEncoded() != null) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "key " + label + " can be read out of token " + token);
    }
    privateKeys.put(label, found);
    return found;
  }

  private void requireKey(String label) throws GeneralSecurityException {
    if (!keys.isKeyEntry(label)) {
      throw new Fault(
          FaultCode.TOKEN_KEY_MISSING, "token " + token + " holds no key named " + label);
    }
  }
}
