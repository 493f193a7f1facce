package org.jitsuin.bench.verify;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The same by what Java itself has, and the raw work in it. */
final class JavaChecks {
  private final VerifyWorld world;
  private final X509Certificate card;
  private final X509Certificate authority;
  private final byte[] answer;

  JavaChecks(VerifyWorld world) {
    this.world = world;
    this.card = world.card();
    this.authority = world.authority();
    this.answer = world.answerBySha1();
  }

  /** Checks path and stored answer by PKIX. */
  int byPkix() {
    return check(checker -> checker.setOcspResponses(Map.of(card, answer)));
  }

  /** Checks path and an answer that is asked for. */
  int byHttp(URI address) {
    return check(checker -> checker.setOcspResponder(address));
  }

  private int check(Consumer<PKIXRevocationChecker> asking) {
    try {
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      asking.accept(checker);
      checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setPolicyQualifiersRejected(false);
      parameters.setDate(Date.from(world.now()));
      parameters.addCertPathChecker(checker);
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(card));
      validator.validate(path, parameters);
      return 1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java refuses what is good", e);
    }
  }

  /** Verifies one signature: the work of which a check has three. */
  int oneSignature() {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(authority.getPublicKey());
      signature.update(card.getTBSCertificate());
      if (!signature.verify(card.getSignature())) {
        throw new IllegalStateException("the signature is not right");
      }
      return 1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signature cannot be verified", e);
    }
  }

  /** Reads a CRL whole, verifies it, and looks the certificate up. */
  int byCrl(byte[] crl) {
    try {
      X509CRL read =
          (X509CRL)
              CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(crl));
      read.verify(authority.getPublicKey());
      if (read.isRevoked(card)) {
        throw new IllegalStateException("it lists what is good");
      }
      return 1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java refuses a CRL", e);
    }
  }
}
