package org.jitsuin.ca.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;

/** What golden files are compared with says the same of the same, whatever a hash looks like. */
class DerTextTest {
  /** The DER of an INTEGER, and octets like any other. */
  private static final byte[] LIKE_DER = {0x02, 0x01, 0x2a};

  private static String text(ASN1Encodable... values) throws IOException {
    return DerText.of(new DERSequence(values).getEncoded());
  }

  @Test
  void of_octetsThatCouldBeDer_staysClosed() throws IOException {
    assertThat(text(new DEROctetString(LIKE_DER)))
        .isEqualTo("SEQUENCE\n  OCTET STRING\n    02012a\n");
  }

  @Test
  void of_octetsBesideANumber_staysClosed() throws IOException {
    assertThat(text(new ASN1Integer(1), new DEROctetString(LIKE_DER))).contains("    02012a\n");
  }

  @Test
  void of_extension_isOpenedOnce() throws IOException {
    byte[] keyIdentifier = new DEROctetString(LIKE_DER).getEncoded();
    assertThat(text(Extension.subjectKeyIdentifier, new DEROctetString(keyIdentifier)))
        .isEqualTo(
            """
            SEQUENCE
              OBJECT IDENTIFIER 2.5.29.14
              OCTET STRING
                OCTET STRING
                  02012a
            """);
  }

  @Test
  void of_criticalExtension_isOpened() throws IOException {
    assertThat(text(Extension.keyUsage, ASN1Boolean.TRUE, new DEROctetString(LIKE_DER)))
        .contains("  BOOLEAN true\n  OCTET STRING\n    INTEGER 2a\n");
  }

  /** An extension that holds no DER is an error, not text. */
  @Test
  void of_extensionWithoutDer_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(Extension.keyUsage, new DEROctetString(new byte[] {0x30})));
  }
}
