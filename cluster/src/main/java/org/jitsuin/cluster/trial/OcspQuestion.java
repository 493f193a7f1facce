package org.jitsuin.cluster.trial;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jitsuin.cluster.trial.check.Status;

/** A question about one certificate, and what an answer says. Signatures are others' to check. */
final class OcspQuestion {
  private final CertificateID id;

  OcspQuestion(X509CertificateHolder issuer, BigInteger serial) {
    try {
      this.id =
          new CertificateID(
              new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
              issuer,
              serial);
    } catch (OCSPException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] octets() {
    try {
      return new OCSPReqBuilder().addRequest(id).build().getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it says; that it says nothing now is an answer, too. */
  Status status(byte[] answer) {
    try {
      OCSPResp response = new OCSPResp(answer);
      if (response.getStatus() != OCSPResp.SUCCESSFUL) {
        return Status.LATER;
      }
      return status(
          ((BasicOCSPResp) response.getResponseObject()).getResponses()[0].getCertStatus());
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("a responder answered with something else", e);
    }
  }

  private static Status status(CertificateStatus status) {
    // Bouncy Castle's GOOD.
    if (status == null) {
      return Status.GOOD;
    }
    if (!(status instanceof RevokedStatus revoked)) {
      return Status.NEVER_ISSUED;
    }
    boolean hold =
        revoked.hasRevocationReason() && revoked.getRevocationReason() == CRLReason.certificateHold;
    // RFC 6960 section 4.4.8.
    boolean never = hold && revoked.getRevocationTime().toInstant().equals(Instant.EPOCH);
    return never ? Status.NEVER_ISSUED : hold ? Status.HOLD : Status.REVOKED;
  }
}
