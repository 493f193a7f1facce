package org.jitsuin.card.holder;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.Exchange;
import org.jitsuin.verifier.ocsp.OcspSource;

/** Asks the authority whether a certificate is still good, as those do to whom it is shown. */
public final class StatusInquiry {
  private final Verifier verifier;
  private final CertificateKind kind;

  /**
   * Asks by OCSP.
   *
   * @param authority the certificate of the issuer, as the card has it
   * @param address who is asked
   * @throws HolderFailure if it is no certificate of an authority
   */
  public StatusInquiry(KeyUse use, X509Certificate authority, URI address, Exchange exchange) {
    this.kind =
        switch (use) {
          case SIGNATURE -> CertificateKind.SIGNATURE;
          case USER_IDENTIFICATION -> CertificateKind.USER_IDENTIFICATION;
        };
    try {
      this.verifier =
          Verifier.of(TrustAnchors.none().with(kind, authority), OcspSource.at(address, exchange));
    } catch (IllegalArgumentException e) {
      throw new HolderFailure(
          "認証局の電子証明書または問い合わせ先が正しくありません。",
          "The authority's certificate, or the address, is none.",
          e);
    }
  }

  /** Returns where the certificate says that its authority is asked, if it does. */
  public static Optional<URI> address(X509Certificate certificate) {
    try {
      return OcspSource.namedIn(new JcaX509CertificateHolder(certificate));
    } catch (CertificateEncodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Asks. The serial number and hashes of the authority's name and key are sent, nothing else.
   *
   * @throws HolderFailure if no answer comes that can be believed
   */
  public Verdict ask(X509Certificate certificate, Instant now) {
    Verdict verdict = verifier.verify(certificate, kind, now);
    if (verdict instanceof Verdict.CannotTell) {
      throw new HolderFailure(verdict.words().ja(), verdict.words().en());
    }
    return verdict;
  }

  /** Returns the sentence of a verdict. */
  public static Words words(Verdict verdict) {
    return new Words(verdict.words().ja(), verdict.words().en());
  }
}
