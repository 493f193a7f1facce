package org.jitsuin.launcher.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.personalisation.CardWriter;
import org.jitsuin.card.personalisation.MasterKey;
import org.jitsuin.card.personalisation.OfficeChannel;
import org.jitsuin.card.personalisation.WrittenCertificate;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.card.CardMaker;

/** The counter's end of a card: opens it with the office's keys, and writes it. */
final class CardCounter {
  private final DemoRun run;
  private final Path officeKey;
  private final SecureRandom random = new SecureRandom();

  CardCounter(DemoRun run, Path officeKey) {
    this.run = run;
    this.officeKey = officeKey;
  }

  /** What is done with an open card. */
  private interface Work<T> {
    T with(CardWriter writer) throws IOException;
  }

  /** Has the card make keys, and keeps the requests that it signed with them. */
  void makeKeys(Presented chip, UUID order, Authority... kinds) {
    Map<KeyUse, Bytes> requests =
        withCard(
            chip,
            writer -> writer.prepare(bytes(order), uses(kinds), SignatureScheme.RSA_2048_SHA256));
    requests.forEach((use, der) ->
        run.write(CardHolder.request(use.authority()), Pem.certificateRequest(der.bytes())));
  }

  /**
   * Writes the certificates of the run, with a PIN for each key that never had one, and puts them
   * to use together with their keys.
   *
   * @return the hashes of the certificates that the card has in use then, as it says itself
   */
  Map<Authority, Bytes> write(Presented chip, UUID order, Authority... kinds) {
    Map<KeyUse, WrittenCertificate> certificates = new EnumMap<>(KeyUse.class);
    for (KeyUse use : uses(kinds)) {
      certificates.put(
          use,
          new WrittenCertificate(
              der(run.certificate(use.authority())), der(run.issuer(use.authority()))));
    }
    return withCard(
        chip,
        writer -> {
          for (KeyUse use : certificates.keySet()) {
            if (!writer.standing(use).pinSet()) {
              writer.setPin(use, pin(use));
            }
          }
          writer.finish(bytes(order), certificates);
          return readBack(writer);
        });
  }

  private static Map<Authority, Bytes> readBack(CardWriter writer) throws IOException {
    Map<Authority, Bytes> hashes = new EnumMap<>(Authority.class);
    for (KeyUse use : KeyUse.values()) {
      writer.standing(use).activeCertificate().ifPresent(hash -> hashes.put(use.authority(), hash));
    }
    return hashes;
  }

  /** Returns the hash by which a card names a certificate of the run. */
  Bytes hash(Authority authority) {
    return KeyStanding.hash(der(run.certificate(authority)));
  }

  /** Gives a locked PIN its tries back. */
  void unlock(Presented chip, KeyUse use) {
    withCard(
        chip,
        writer -> {
          writer.unlock(use);
          return writer.standing(use);
        });
  }

  /** The PIN that the holder of the demo chooses. */
  static byte[] pin(KeyUse use) {
    return CardMaker.TEST_PINS.get(use).getBytes(StandardCharsets.US_ASCII);
  }

  private <T> T withCard(Presented card, Work<T> work) {
    try {
      MasterKey office = MasterKey.inFile(officeKey, random);
      return card.withLink(link -> {
        OfficeChannel channel = OfficeChannel.open(link, office, random);
        return work.with(CardWriter.of(card.number(), channel));
      });
    } catch (IOException e) {
      throw new SetupFailure("the card " + card.number() + ": " + e.getMessage(), e);
    }
  }

  private static Set<KeyUse> uses(Authority... kinds) {
    Set<Authority> wanted = Set.of(kinds);
    return Arrays.stream(KeyUse.values())
        .filter(use -> wanted.contains(use.authority()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(KeyUse.class)));
  }

  private static Bytes bytes(UUID order) {
    return Bytes.of(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(order.getMostSignificantBits())
            .putLong(order.getLeastSignificantBits())
            .array());
  }

  private Bytes der(Path pem) {
    return Bytes.of(SignedCertificate.der(run.certificateIn(pem)));
  }
}
