package org.jitsuin.card.holder;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * Time stamps (RFC 3161) under signatures: that they were there at a time, as somebody else says.
 */
final class TimeStamps {
  private static final String QUERY = "application/timestamp-query";

  private TimeStamps() {}

  /**
   * Has an authority stamp each signature. Only a hash of the signature is sent.
   *
   * @throws HolderFailure if it does not
   */
  static CMSSignedData add(CMSSignedData signed, URI authority, Post post) {
    return CMSSignedData.replaceSigners(
        signed,
        new SignerInformationStore(
            signed.getSignerInfos().getSigners().stream()
                .map(signer -> stamped(signer, authority, post))
                .toList()));
  }

  private static SignerInformation stamped(SignerInformation signer, URI authority, Post post) {
    try {
      TimeStampToken token = fetch(hash(signer), authority, post);
      ASN1EncodableVector attributes = new ASN1EncodableVector();
      attributes.add(
          new Attribute(
              PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
              new DERSet(ASN1Primitive.fromByteArray(token.getEncoded()))));
      return SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(attributes));
    } catch (IOException | TSPException e) {
      throw new HolderFailure("タイムスタンプを受け取れませんでした。", "No proper time stamp was given.", e);
    }
  }

  private static TimeStampToken fetch(byte[] hash, URI authority, Post post)
      throws IOException, TSPException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    TimeStampRequest request =
        generator.generate(TSPAlgorithms.SHA256, hash, new BigInteger(64, new SecureRandom()));
    TimeStampResponse response =
        new TimeStampResponse(post.send(authority, QUERY, request.getEncoded()));
    // That it is for this request, nonce and hash.
    response.validate(request);
    TimeStampToken token = response.getTimeStampToken();
    if (token == null || !isSigned(token)) {
      throw new TSPException("no token, or not signed by the certificate in it");
    }
    return token;
  }

  private static byte[] hash(SignerInformation signer) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(signer.getSignature());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the time that a stamp under a signature tells, if it is one of this signature. */
  static Optional<Instant> of(SignerInformation signer) {
    return Optional.ofNullable(signer.getUnsignedAttributes())
        .map(attributes -> attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken))
        .flatMap(attribute -> time(attribute, signer));
  }

  private static Optional<Instant> time(Attribute attribute, SignerInformation signer) {
    try {
      TimeStampToken token =
          new TimeStampToken(
              new CMSSignedData(attribute.getAttributeValues()[0].toASN1Primitive().getEncoded()));
      boolean ofThis =
          MessageDigest.isEqual(hash(signer), token.getTimeStampInfo().getMessageImprintDigest());
      return ofThis && isSigned(token)
          ? Optional.of(token.getTimeStampInfo().getGenTime().toInstant())
          : Optional.empty();
    } catch (IOException | CMSException | TSPException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked")
  private static boolean isSigned(TimeStampToken token) {
    Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
    for (X509CertificateHolder certificate : found) {
      try {
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        return true;
      } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
        // Another of the certificates may be the right one.
      }
    }
    return false;
  }
}
