package org.jitsuin.launcher.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.recovery.PublishedSources;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;

/** The places of what an installation published, and of what it is given. */
public final class PublishedPlaces {
  private PublishedPlaces() {}

  /** The files of its log and its CRLs. */
  public static PublishedSources of(Installation installation) {
    Settings settings = installation.texts();
    Path audit = settings.find(BaseSettings.AUDIT_DIRECTORY).orElse(installation.audit());
    return new PublishedSources(
        new LogFiles(audit.resolve("public"), audit.resolve("auditors")),
        settings.find(BaseSettings.CRL_DIRECTORY).orElse(installation.crls()));
  }

  /** Where the resident register drops files, if it does. */
  public static Optional<Path> dropDirectory(Installation installation) {
    return installation.texts().text("jitsuin.register.drop-directory").map(Path::of);
  }

  /** The certificate of the authority that issues those of its staff. */
  public static X509Certificate staffAuthority(Installation installation) {
    Path file = installation.ca().resolve("staff.pem");
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new SetupFailure("cannot read " + file, e);
    }
  }
}
