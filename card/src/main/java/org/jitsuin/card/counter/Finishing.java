package org.jitsuin.card.counter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.channel.KeyStanding;
import org.jitsuin.card.channel.Standing;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.personalisation.CardWriter;
import org.jitsuin.card.personalisation.WrittenCertificate;
import org.jitsuin.card.state.KeyUse;

/**
 * The end of an order: certificates are written and put to use, and the card says what it holds.
 */
final class Finishing {
  private final Deed.Finish deed;
  private final Bytes order;

  Finishing(Deed.Finish deed) {
    this.deed = deed;
    this.order = OrderName.octets(deed.order());
  }

  /** The PINs that were never set, of what is still to be put to use. */
  Set<KeyUse> pins(CardWriter writer) throws IOException {
    Set<KeyUse> missing = EnumSet.noneOf(KeyUse.class);
    if (isToDo(writer)) {
      for (KeyUse use : deed.certificates().keySet()) {
        if (!writer.standing(use).pinSet()) {
          missing.add(use);
        }
      }
    }
    return missing;
  }

  /** Whether the order is on the card; not so where all of it is in use already. */
  private boolean isToDo(CardWriter writer) throws IOException {
    Optional<Bytes> begun = writer.standing().order();
    if (begun.equals(Optional.of(order))) {
      requireKeys(writer);
      return true;
    }
    if (isInUse(writer)) {
      return false;
    }
    if (begun.isPresent()) {
      throw CounterFailure.of(OrderName.uuid(begun.orElseThrow()), null);
    }
    throw new CounterFailure(ProblemCode.ORDER_NOT_ON_CARD);
  }

  private boolean isInUse(CardWriter writer) throws IOException {
    for (Map.Entry<KeyUse, WrittenCertificate> entry : deed.certificates().entrySet()) {
      Bytes hash = KeyStanding.hash(entry.getValue().certificate());
      if (!writer.standing(entry.getKey()).activeCertificate().equals(Optional.of(hash))) {
        return false;
      }
    }
    return true;
  }

  private void requireKeys(CardWriter writer) throws IOException {
    for (Map.Entry<KeyUse, WrittenCertificate> entry : deed.certificates().entrySet()) {
      Bytes certified = Bytes.of(checked(entry.getValue()).getPublicKey().getEncoded());
      Optional<Bytes> made = writer.standing(entry.getKey()).newKey();
      if (!made.equals(Optional.of(KeyStanding.hash(certified)))) {
        throw new CounterFailure(ProblemCode.CERTIFICATE_NOT_OF_KEY);
      }
    }
  }

  /** A certificate that its issuer signed: nothing else is written to a card. */
  private static X509Certificate checked(WrittenCertificate written) {
    try {
      X509Certificate certificate = parsed(written.certificate());
      certificate.verify(parsed(written.authority()).getPublicKey());
      return certificate;
    } catch (GeneralSecurityException e) {
      throw new CounterFailure(ProblemCode.CERTIFICATE_NOT_OF_KEY, e);
    }
  }

  private static X509Certificate parsed(Bytes der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.bytes()));
  }

  /** Does what is missing, and reads back. */
  DeedResult run(CardWriter writer, Map<KeyUse, Pin> pins) throws IOException {
    for (KeyUse use : pins(writer)) {
      CardDesk.setPin(writer, use, pins);
    }
    writer.finish(order, deed.certificates());
    return readBack(writer);
  }

  private DeedResult readBack(CardWriter writer) throws IOException {
    Standing standing = writer.standing();
    Map<KeyUse, Bytes> held = new EnumMap<>(KeyUse.class);
    for (KeyUse use : deed.certificates().keySet()) {
      writer.standing(use).activeCertificate().ifPresent(hash -> held.put(use, hash));
    }
    return new DeedResult.ReadBack(
        standing.number(), standing.counter(), standing.generation(), held);
  }
}
