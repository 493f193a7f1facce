package org.jitsuin.verifier.dss;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.http.Exchange;

/** A world in which documents are signed, and a responder that says what a lie says. */
final class DocumentStage {
  static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  static final SampleWorld WORLD = new SampleWorld(NOW);

  private DocumentStage() {}

  /**
   * A responder.
   *
   * @param asked is told of each serial number that is asked about
   */
  static Exchange responder(Lie lie, Consumer<BigInteger> asked) {
    return (_, _, content, _) -> {
      OCSPReq request = new OCSPReq(content);
      BigInteger serial = request.getRequestList()[0].getCertID().getSerialNumber();
      asked.accept(serial);
      byte[] nonce =
          DEROctetString.getInstance(
                  request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).getParsedValue())
              .getOctets();
      return lie.answer(WORLD, serial, nonce).orElseThrow(() -> new IOException("nobody"));
    };
  }

  static List<X509Certificate> authorities() {
    return List.of(SignedDocuments.token(WORLD.signature().certificate()).getCertificate());
  }

  static SignersCard goodCard() {
    return SignersCard.of(
        WORLD.cardKey(), WORLD.goodCard(WORLD.signature()), WORLD.signature().certificate());
  }
}
