package org.jitsuin.bench.issue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** PKCS#10 requests as an office sends them for today's card: RSA-2048, as PEM. */
final class KeyRequests {
  private static final X500Name CARD = new X500Name("CN=card");
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  private final PrimePool pool;

  KeyRequests(PrimePool pool) {
    this.pool = pool;
  }

  /**
   * A request, signed by its own key.
   *
   * @param number another number is another key
   */
  String pem(int number) {
    RSAPrivateCrtKeySpec key = pool.key(number);
    try {
      PrivateKey signing = KeyFactory.getInstance("RSA").generatePrivate(key);
      SubjectPublicKeyInfo certified =
          new SubjectPublicKeyInfo(
              RSA, new RSAPublicKey(key.getModulus(), key.getPublicExponent()));
      byte[] der =
          new PKCS10CertificationRequestBuilder(CARD, certified)
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(signing))
              .getEncoded();
      return "-----BEGIN CERTIFICATE REQUEST-----\n"
          + Base64.getMimeEncoder().encodeToString(der)
          + "\n-----END CERTIFICATE REQUEST-----\n";
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java platform signs with RSA", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a request cannot be encoded", e);
    }
  }
}
