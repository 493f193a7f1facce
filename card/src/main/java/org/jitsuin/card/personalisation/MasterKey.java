package org.jitsuin.card.personalisation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.state.ChannelKeys;
import org.jitsuin.card.state.SecretFile;

/**
 * Derives the channel keys of each card from one secret, so that offices keep no list of keys and
 * one card's keys tell nothing of another's (HKDF with SHA-256, RFC 5869).
 */
public final class MasterKey implements KeySource {
  /** The fewest octets that a secret has. */
  public static final int FEWEST_OCTETS = 32;

  private static final int DIVERSIFICATION_OCTETS = 10;
  private static final byte[] PURPOSE =
      "jitsuin card channel keys".getBytes(StandardCharsets.US_ASCII);

  private final Bytes secret;

  public MasterKey(Bytes secret) {
    if (secret.length() < FEWEST_OCTETS) {
      throw new IllegalArgumentException("a secret of at least " + FEWEST_OCTETS + " octets");
    }
    this.secret = secret;
  }

  /** The secret in a file, which is made where there is none, for its owner alone. */
  public static MasterKey inFile(Path file, Random random) throws IOException {
    return new MasterKey(Bytes.of(SecretFile.octets(file, FEWEST_OCTETS, random)));
  }

  /** The keys that a new card is given at the factory. */
  public ChannelKeys ofCard(String number, int version) {
    byte[] name = number.getBytes(StandardCharsets.US_ASCII);
    byte[] diversification = Arrays.copyOf(Fingerprint.of(name).octets(), DIVERSIFICATION_OCTETS);
    return keys(Bytes.of(diversification), version);
  }

  @Override
  public ChannelKeys keys(Bytes diversification, int version) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    byte[] info =
        DerWriter.concatenate(PURPOSE, new byte[] {(byte) version}, diversification.bytes());
    generator.init(new HKDFParameters(secret.bytes(), null, info));
    return new ChannelKeys(version, next(generator), next(generator), next(generator));
  }

  private static Bytes next(HKDFBytesGenerator generator) {
    byte[] key = new byte[ChannelKeys.OCTETS];
    generator.generateBytes(key, 0, key.length);
    return Bytes.of(key);
  }
}
