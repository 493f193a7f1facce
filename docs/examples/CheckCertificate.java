import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.holder.HolderAttributes;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.ocsp.OcspSource;

/**
 * Says whether a certificate for signatures is good, and whose it is:
 *
 *   java -cp 'verifier.jar:bcpkix.jar:bcprov.jar:bcutil.jar' CheckCertificate.java AUTHORITY CERTIFICATE [OCSP]
 *
 * Ends with 0 only if it is good.
 */
public final class CheckCertificate {
  public static void main(String[] files) throws Exception {
    System.exit(run(files) ? 0 : 1);
  }

  static boolean run(String... files) throws Exception {
    X509Certificate authority = read(Path.of(files[0]));
    X509Certificate certificate = read(Path.of(files[1]));

    // A minute for the whole answer; nobody is followed elsewhere.
    HttpTransport http = new HttpTransport(Duration.ofMinutes(1));
    OcspSource ocsp =
        files.length > 2 ? OcspSource.at(URI.create(files[2]), http) : OcspSource.named(http);
    Verifier verifier =
        Verifier.of(TrustAnchors.none().with(CertificateKind.SIGNATURE, authority), ocsp);

    // For a document. To log in, ask for USER_IDENTIFICATION.
    Verdict verdict = verifier.verify(certificate, CertificateKind.SIGNATURE, Instant.now());

    System.out.println(verdict.code() + ": " + verdict.words().en());
    System.out.println(verdict.words().ja());
    if (!(verdict instanceof Verdict.Valid)) {
      return false;
    }
    // What it says of its holder is right as long as it is good.
    HolderAttributes holder = HolderAttributes.of(certificate).orElseThrow();
    System.out.println("name: " + holder.name().text());
    System.out.println("born: " + holder.birthDate().date().map(String::valueOf).orElse("?"));
    return true;
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
