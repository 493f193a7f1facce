package org.jitsuin.ca.consent;

import java.io.IOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Bytes;

/**
 * What a holder's client signs with.
 *
 * @param certificate in DER
 */
public record HolderSignature(SoftwareKey key, Bytes certificate) {
  /** Signs a text as openssl and the holder's client do. */
  public Bytes over(byte[] text) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      add(generator);
      return der(generator, text);
    } catch (IOException | CMSException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds this signer, with the certificate, to a signature. */
  void add(CMSSignedDataGenerator generator)
      throws IOException, OperatorCreationException, CMSException {
    X509CertificateHolder own = new X509CertificateHolder(certificate.bytes());
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
            .build(new KeyContentSigner(key), own));
    generator.addCertificate(own);
  }

  static Bytes der(CMSSignedDataGenerator generator, byte[] text) throws CMSException, IOException {
    return Bytes.of(generator.generate(new CMSProcessableByteArray(text), true).getEncoded("DER"));
  }
}
