package org.jitsuin.card.personalisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestAuthority;

/**
 * The authority as an office sees it: for one key it issues one certificate, however often asked.
 */
public final class TestOffice {
  private final Map<PublicKey, WrittenCertificate> issued = new HashMap<>();

  public Map<KeyUse, WrittenCertificate> certify(Map<KeyUse, Bytes> requests) throws IOException {
    Map<KeyUse, WrittenCertificate> certificates = new EnumMap<>(KeyUse.class);
    for (Map.Entry<KeyUse, Bytes> request : requests.entrySet()) {
      TestAuthority authority = TestAuthority.of(request.getKey());
      PublicKey key = provenKey(request.getValue());
      certificates.put(
          request.getKey(),
          issued.computeIfAbsent(
              key,
              fresh -> new WrittenCertificate(authority.certify(fresh), authority.certificate())));
    }
    return certificates;
  }

  /** How many certificates were issued. */
  public int issued() {
    return issued.size();
  }

  private static PublicKey provenKey(Bytes request) throws IOException {
    try {
      JcaPKCS10CertificationRequest parsed = new JcaPKCS10CertificationRequest(request.bytes());
      PublicKey key = parsed.getPublicKey();
      assertThat(parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key)))
          .isTrue();
      return key;
    } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw new IOException(e);
    }
  }
}
