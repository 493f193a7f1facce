package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** An answer of OCSP before it is signed: whatever is right in it can be made wrong. */
public final class OcspDraft {
  private record Single(
      CertificateID id, CertificateStatus status, Instant from, Optional<Instant> until) {}

  private final List<Single> singles = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private final Instant produced;
  private Optional<Instant> until;
  private Instant from;
  private ASN1ObjectIdentifier hash = NISTObjectIdentifiers.id_sha256;
  private boolean byName;

  /** Begins one that is current from a time to another. */
  public OcspDraft(Instant from, Instant until) {
    this.produced = from;
    this.from = from;
    this.until = Optional.of(until);
  }

  /** Names certificates from here on by SHA-1, as old programs do. */
  public OcspDraft bySha1() {
    hash = OIWObjectIdentifiers.idSHA1;
    return this;
  }

  /** Names who signs it by its name, as old responders do, and not by its key. */
  public OcspDraft byName() {
    byName = true;
    return this;
  }

  /** Gives what follows other dates. */
  public OcspDraft current(Instant first, Instant last) {
    from = first;
    until = Optional.of(last);
    return this;
  }

  /** Does not say of what follows until when it holds. */
  public OcspDraft withoutEnd() {
    until = Optional.empty();
    return this;
  }

  /** Says that a certificate is good. */
  public OcspDraft good(X509CertificateHolder issuer, BigInteger serial) {
    return add(issuer, serial, CertificateStatus.GOOD);
  }

  /** Says that nothing is known. */
  public OcspDraft unknown(X509CertificateHolder issuer, BigInteger serial) {
    return add(issuer, serial, new UnknownStatus());
  }

  /**
   * Says that it was revoked.
   *
   * @param reason a code of RFC 5280; 0 to say none
   */
  public OcspDraft revoked(
      X509CertificateHolder issuer, BigInteger serial, Instant since, int reason) {
    return add(
        issuer,
        serial,
        reason == 0
            ? new RevokedStatus(new RevokedInfo(new ASN1GeneralizedTime(Date.from(since)), null))
            : new RevokedStatus(Date.from(since), reason));
  }

  private OcspDraft add(X509CertificateHolder issuer, BigInteger serial, CertificateStatus status) {
    try {
      CertificateID id =
          new CertificateID(
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(hash, DERNull.INSTANCE)),
              issuer,
              serial);
      singles.add(new Single(id, status, from, until));
      return this;
    } catch (OCSPException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate has an id", e);
    }
  }

  /** Echoes a nonce. */
  public OcspDraft nonce(byte[] nonce) {
    try {
      return with(
          OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an extension to the whole answer. */
  public OcspDraft with(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
    extensions.add(new Extension(id, critical, value));
    return this;
  }

  /** Has it signed by a key, and named and accompanied by a certificate. */
  public byte[] signedBy(SampleKey key, X509CertificateHolder... certificates) {
    try {
      BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(responder(certificates[0]));
      singles.forEach(one ->
          builder.addResponse(
              one.id(),
              one.status(),
              Date.from(one.from()),
              one.until().map(Date::from).orElse(null),
              null));
      if (!extensions.isEmpty()) {
        builder.setResponseExtensions(new Extensions(extensions.toArray(Extension[]::new)));
      }
      return new OCSPRespBuilder()
          .build(
              OCSPRespBuilder.SUCCESSFUL,
              builder.build(key.signer(), certificates, Date.from(produced)))
          .getEncoded();
    } catch (IOException | OCSPException e) {
      throw new IllegalStateException("an answer is put together", e);
    }
  }

  private RespID responder(X509CertificateHolder certificate) {
    try {
      return byName
          ? new RespID(certificate.getSubject())
          : new RespID(
              certificate.getSubjectPublicKeyInfo(),
              new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1));
    } catch (OCSPException | OperatorCreationException e) {
      throw new IllegalStateException("a key has a hash", e);
    }
  }
}
