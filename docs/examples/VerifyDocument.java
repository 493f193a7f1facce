import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.ocsp.OcspPolicy;
import org.jitsuin.verifier.ocsp.OcspSource;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Says whether a document (CMS with its content in it) was signed with a card that is good:
 *
 *   java -cp 'verifier.jar:bcpkix.jar:bcprov.jar:bcutil.jar' VerifyDocument.java AUTHORITY DOCUMENT [ANSWER]
 */
public final class VerifyDocument {
  public static void main(String[] files) throws Exception {
    System.exit(run(files) ? 0 : 1);
  }

  static boolean run(String... files) throws Exception {
    X509Certificate authority =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(Path.of(files[0])));
    CMSSignedData document = new CMSSignedData(Files.readAllBytes(Path.of(files[1])));

    // A stored answer that came with the document, or the responder.
    StatusSource status =
        files.length > 2
            ? new StoredOcsp(OcspPolicy.stored(), List.of(Files.readAllBytes(Path.of(files[2]))))
            : OcspSource.named(new HttpTransport(Duration.ofSeconds(10)));
    Verifier verifier =
        Verifier.of(TrustAnchors.none().with(CertificateKind.SIGNATURE, authority), status);

    // Each of the signers must be right; without one nobody signed.
    boolean good = document.getSignerInfos().size() > 0;
    for (SignerInformation signer : document.getSignerInfos()) {
      X509Certificate certificate = certificate(document, signer);
      Verdict verdict = verifier.verify(certificate, CertificateKind.SIGNATURE, Instant.now());
      boolean signed = isSigned(signer, certificate);
      System.out.println((signed ? "signed" : "CHANGED") + ", " + verdict.words().en());
      good &= signed && verdict.isValid();
    }
    return good;
  }

  @SuppressWarnings("unchecked")
  private static X509Certificate certificate(CMSSignedData document, SignerInformation signer)
      throws Exception {
    Object found = document.getCertificates().getMatches(signer.getSID()).iterator().next();
    return new JcaX509CertificateConverter().getCertificate((X509CertificateHolder) found);
  }

  /** This key signed this, and says that it was with this certificate. */
  private static boolean isSigned(SignerInformation signer, X509Certificate certificate)
      throws Exception {
    try {
      var bound = signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
      var id = SigningCertificateV2.getInstance(bound.getAttributeValues()[0]).getCerts()[0];
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Arrays.equals(hash, id.getCertHash())
          && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    } catch (org.bouncycastle.cms.CMSException e) {
      return false;
    }
  }
}
