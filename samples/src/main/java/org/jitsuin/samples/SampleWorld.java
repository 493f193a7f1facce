package org.jitsuin.samples;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.cert.X509CertificateHolder;

/** The authorities and keys of the samples, and the time at which they are what they are called. */
public final class SampleWorld {
  /** How long answers and CRLs that are current stay so: time enough to try a program with them. */
  static final Duration CURRENT = Duration.ofDays(365);

  private final Instant at;
  private final SampleKey cardKey = SampleKey.rsa();
  private final SampleKey responderKey = SampleKey.rsa();
  private final SampleAuthority signature;
  private final SampleAuthority nextSignature;
  private final SampleAuthority impostor;
  private final SampleAuthority identification;
  private final X509CertificateHolder responder;
  private final X509CertificateHolder identificationResponder;
  private final X509CertificateHolder nextResponder;
  private final X509CertificateHolder link;

  /**
   * Makes all keys anew.
   *
   * @param now the time of the samples
   */
  public SampleWorld(Instant now) {
    at = now.truncatedTo(ChronoUnit.SECONDS);
    Instant begun = before(Duration.ofDays(400));
    signature = new SampleAuthority(SampleKind.SIGNATURE, 1, SampleKey.rsa(), begun);
    nextSignature = new SampleAuthority(SampleKind.SIGNATURE, 2, SampleKey.rsa(), begun);
    impostor = new SampleAuthority(SampleKind.SIGNATURE, 1, SampleKey.rsa(), begun);
    identification = new SampleAuthority(SampleKind.USER_IDENTIFICATION, 1, SampleKey.rsa(), begun);
    responder = responder(signature);
    identificationResponder = responder(identification);
    nextResponder = responder(nextSignature);
    link = signature.link(nextSignature);
  }

  private X509CertificateHolder responder(SampleAuthority authority) {
    return authority
        .responder(responderKey, before(Duration.ofHours(1)), after(CURRENT))
        .signedBy(authority.key());
  }

  /** Returns the time. */
  public Instant at() {
    return at;
  }

  /** Returns a time before. */
  public Instant before(Duration time) {
    return at.minus(time);
  }

  /** Returns a time after. */
  public Instant after(Duration time) {
    return at.plus(time);
  }

  /** Returns the key of the cards. */
  public SampleKey cardKey() {
    return cardKey;
  }

  /** Returns the key with which answers are signed. */
  public SampleKey responderKey() {
    return responderKey;
  }

  /** Returns the first key of the authority for signatures. */
  public SampleAuthority signature() {
    return signature;
  }

  /** Returns its second key, which the first one certified. */
  public SampleAuthority nextSignature() {
    return nextSignature;
  }

  /** Returns who has the name of the first, and another key. */
  public SampleAuthority impostor() {
    return impostor;
  }

  /** Returns the authority for user identification. */
  public SampleAuthority identification() {
    return identification;
  }

  /** Returns the certificate by which the first key certifies the second. */
  public X509CertificateHolder link() {
    return link;
  }

  /** Returns the certificate of who answers for a key of an authority. */
  public X509CertificateHolder responderOf(SampleAuthority authority) {
    if (authority == nextSignature) {
      return nextResponder;
    }
    return authority == identification ? identificationResponder : responder;
  }

  /** Begins a certificate of a card that is valid now. */
  public CertificateDraft card(SampleAuthority authority) {
    return authority.card(cardKey, before(Duration.ofDays(30)), after(Duration.ofDays(1500)));
  }

  /** Returns one that is all right. */
  public X509CertificateHolder goodCard(SampleAuthority authority) {
    return card(authority).signedBy(authority.key());
  }

  /** Begins an answer that is current now. */
  public OcspDraft answer() {
    return new OcspDraft(at, after(CURRENT));
  }

  /** Returns the answer that a certificate is good. */
  public byte[] good(SampleAuthority authority, BigInteger serial) {
    return answer()
        .good(authority.certificate(), serial)
        .signedBy(responderKey, responderOf(authority));
  }

  /** Begins a CRL that is current now. */
  public CrlDraft crl(SampleAuthority authority, long number) {
    return new CrlDraft(authority, number, at, after(CURRENT));
  }
}
