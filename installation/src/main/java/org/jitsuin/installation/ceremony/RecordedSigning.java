package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.store.IntentTable;
import org.jitsuin.ca.store.SigningIntent;
import org.jitsuin.ca.store.SigningIntent.Purpose;

/** Signs what was recorded first, and verifies it afterwards. */
final class RecordedSigning {
  private static final int LONGEST = 50;

  private final Jdbi database;
  private final InstantSource clock;
  private final Node node;

  RecordedSigning(Jdbi database, InstantSource clock, String node) {
    this.database = database;
    this.clock = clock;
    // A name of its own: a server that runs gives up what earlier starts of its own name left.
    this.node = new Node("ceremony@" + node.substring(0, Math.min(node.length(), LONGEST)), "-");
  }

  /**
   * A certificate to sign.
   *
   * @param issuerNumber the key generation in the database; 0 is the internal authority
   * @param verifier the public key that belongs to {@code key}
   */
  record Order(
      int issuerNumber,
      Purpose purpose,
      CertificateContent content,
      SigningKey key,
      PublicKey verifier) {
    SigningIntent intent() {
      return new SigningIntent(
          issuerNumber,
          content.serial(),
          purpose,
          Optional.empty(),
          Optional.empty(),
          content.notAfter(),
          Bytes.of(content.toBeSigned()));
    }
  }

  /** Records all intents in one transaction, then signs; the results in the same order. */
  List<X509Certificate> sign(List<Order> orders) {
    List<SigningIntent> intents = orders.stream().map(Order::intent).toList();
    database.useTransaction(handle -> IntentTable.begin(handle, intents, node, clock.instant()));
    return orders.stream().map(RecordedSigning::sign).toList();
  }

  private static X509Certificate sign(Order order) {
    X509Certificate signed = SignedCertificate.sign(order.content().toBeSigned(), order.key());
    SignatureCheck.verify(signed, order.content(), order.verifier());
    return signed;
  }
}
