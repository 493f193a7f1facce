package org.jitsuin.card.holder;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.operator.ContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.state.KeyUse;

/**
 * Lets Bouncy Castle's builders sign with a key of a card, whose PIN was verified just before. Only
 * the digest goes to the card.
 */
final class CardSigner implements ContentSigner {
  private static final int FIELD_OCTETS = 48;

  private final HolderCard card;
  private final KeyUse use;
  private final SignatureScheme scheme;
  private final MessageDigest digest;
  private final OutputStream sink;

  CardSigner(HolderCard card, KeyUse use, X509Certificate certificate) {
    this.card = card;
    this.use = use;
    this.scheme = scheme(certificate);
    this.digest = scheme.newDigest();
    this.sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
  }

  private static SignatureScheme scheme(X509Certificate certificate) {
    return Stream.of(SignatureScheme.RSA_2048_SHA256, SignatureScheme.ECDSA_P384_SHA384)
        .filter(one -> one.fits(certificate.getPublicKey()))
        .findFirst()
        .orElseThrow(() ->
            new HolderFailure("このカードの鍵の種類には対応していません。", "The card has a key of an unknown kind."));
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return scheme.algorithmIdentifier();
  }

  @Override
  public OutputStream getOutputStream() {
    return sink;
  }

  @Override
  public byte[] getSignature() {
    try {
      if (scheme.isRsa()) {
        AlgorithmIdentifier sha256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return card.sign(use, new DigestInfo(sha256, digest.digest()).getEncoded());
      }
      return inDer(card.sign(use, digest.digest()));
    } catch (IOException e) {
      throw new IllegalStateException("a DigestInfo can be encoded", e);
    }
  }

  /** The card answers r and s one behind the other; signatures elsewhere are a sequence of both. */
  private static byte[] inDer(byte[] plain) throws IOException {
    if (plain.length != 2 * FIELD_OCTETS) {
      throw new HolderFailure("カードの署名の形式が正しくありません。", "The card's signature has a wrong form.");
    }
    return new DERSequence(
            new ASN1Integer[] {
              integer(Arrays.copyOf(plain, FIELD_OCTETS)),
              integer(Arrays.copyOfRange(plain, FIELD_OCTETS, plain.length))
            })
        .getEncoded(ASN1Encoding.DER);
  }

  private static ASN1Integer integer(byte[] octets) {
    return new ASN1Integer(new BigInteger(1, octets));
  }
}
