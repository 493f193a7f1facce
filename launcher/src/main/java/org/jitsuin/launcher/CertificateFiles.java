package org.jitsuin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.launcher.installation.Installation;

/** The ends of the certificates of TLS and of staff whose files an installation has. */
record CertificateFiles(Installation installation) {
  /** Returns the ends of what there is: TLS, the staff authority, and the first of staff. */
  List<CertificateEnd> ends() {
    return Stream.of(
            end("TLS", installation.ca().resolve("tls.pem")),
            end("the staff authority", installation.ca().resolve("staff.pem")),
            staff())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<CertificateEnd> staff() {
    if (!Files.isDirectory(installation.staff())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(installation.staff())) {
      return files
          .filter(file -> file.toString().endsWith(".pem"))
          .map(file -> end("staff: the first, " + name(file) + ",", file))
          .flatMap(Optional::stream)
          .min(Comparator.comparing(CertificateEnd::at));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.pem$", "");
  }

  private static Optional<CertificateEnd> end(String name, Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      Instant end = certificate.getNotAfter().toInstant();
      return Optional.of(new CertificateEnd(name, end, true));
    } catch (IOException | CertificateException e) {
      return Optional.empty();
    }
  }
}
