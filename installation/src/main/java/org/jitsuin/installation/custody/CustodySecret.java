package org.jitsuin.installation.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.jitsuin.base.model.Bytes;

/**
 * The secret that custodians hold together: 256 random bits, split by Shamir's scheme over GF(2⁸)
 * with the polynomial of AES, by Bouncy Castle, whose arithmetic uses no tables.
 *
 * <p>What opens a token is derived from it, so that each custodian has one share and not one for
 * each token.
 */
public final class CustodySecret implements AutoCloseable {
  /** The length of a secret in octets. */
  static final int OCTETS = 32;

  private static final int PIN_OCTETS = 24;
  private static final int SET_OCTETS = 4;

  private final byte[] octets;

  private CustodySecret(byte[] octets) {
    this.octets = octets;
  }

  public static CustodySecret draw(SecureRandom random) {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    return new CustodySecret(octets);
  }

  /**
   * Splits the secret into shares.
   *
   * @param needed how many shares give it back, 2 or more
   * @param people how many shares there are, at most {@link SecretShare#MOST_PEOPLE}
   */
  public List<SecretShare> split(int needed, int people, SecureRandom random) {
    if (needed < 2 || people < needed || people > SecretShare.MOST_PEOPLE) {
      throw new IllegalArgumentException("2 to 20 people, of whom 2 or more are needed");
    }
    byte[] set = new byte[SET_OCTETS];
    random.nextBytes(set);
    ShamirSplitSecret split =
        ShamirSecretSplitter.getInstance(ShamirSecretSplitter.Algorithm.AES, OCTETS, random)
            .resplit(octets.clone(), needed, people);
    List<SecretShare> shares = new ArrayList<>();
    for (ShamirSplitSecretShare share : split.getSecretShares()) {
      shares.add(
          new SecretShare(
              HexFormat.of().formatHex(set), needed, shares.size() + 1, Bytes.of(encoded(share))));
    }
    return shares;
  }

  private static byte[] encoded(ShamirSplitSecretShare share) {
    try {
      return share.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a share in memory can be read", e);
    }
  }

  /**
   * Puts shares together. Whether they are of the same split and as many as are needed was looked
   * at before; whether what comes of them is right, {@link CustodySeal} says.
   */
  static CustodySecret combine(Collection<SecretShare> shares) {
    Map<Integer, byte[]> points = new TreeMap<>();
    shares.forEach(share -> points.put(share.number(), share.value().bytes()));
    return new CustodySecret(interpolate(points));
  }

  /** The value at 0 of the polynomials through those points. */
  static byte[] interpolate(Map<Integer, byte[]> points) {
    ShamirSplitSecretShare[] parts =
        points.entrySet().stream()
            .map(point -> new ShamirSplitSecretShare(point.getValue(), point.getKey()))
            .toArray(ShamirSplitSecretShare[]::new);
    try {
      return ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, parts).getSecret();
    } catch (IOException e) {
      throw new IllegalStateException("shares in memory can be read", e);
    }
  }

  /**
   * A PIN or a password: 24 octets in base64url, by HKDF (RFC 5869) with SHA-256.
   *
   * @param purpose what it opens, such as {@code ca-pin}; others give nothing away of it
   */
  public String derive(String purpose) {
    try {
      byte[] derived =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(octets)
                      .thenExpand(
                          ("jitsuin custody " + purpose).getBytes(StandardCharsets.US_ASCII),
                          PIN_OCTETS));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HKDF-SHA256", e);
    }
  }

  byte[] octets() {
    return octets.clone();
  }

  /** Overwrites the secret. */
  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "CustodySecret";
  }
}
