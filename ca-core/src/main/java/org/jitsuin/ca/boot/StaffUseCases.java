package org.jitsuin.ca.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.staff.BlockStaff;
import org.jitsuin.ca.staff.ReadStaff;
import org.jitsuin.ca.staff.StaffAuthority;
import org.jitsuin.ca.staff.StaffChanges;

/** The use cases by which people come, stay and go among the staff. */
public record StaffUseCases(ReadStaff readStaff, StaffChanges staffChanges, BlockStaff blockStaff) {

  /**
   * @param machineClock what certificates of staff go by
   */
  static StaffUseCases of(CaContext with, Abandonment abandonment, InstantSource machineClock) {
    StaffAuthority authority =
        new StaffAuthority(
            with.token(),
            () -> authority(with.settings()),
            new SerialSource(with.random()),
            machineClock);
    return new StaffUseCases(
        new ReadStaff(with.transactions(), machineClock),
        new StaffChanges(
            with.transactions(),
            authority,
            with.municipalities(),
            abandonment,
            with.clock(),
            with.auditLog(),
            with.node()),
        new BlockStaff(
            with.transactions(),
            with.settings().get(CaSettings.STAFF_BLOCKS),
            with.clock(),
            machineClock,
            with.auditLog()));
  }

  /**
   * The certificate of the internal authority, from the trust store by which TLS knows it.
   *
   * @throws Fault AUTHORITY_MISSING
   */
  private static X509Certificate authority(Settings settings) {
    Path file =
        settings.find(BaseSettings.TLS_TRUSTSTORE).orElseThrow(() -> missing("is not set", null));
    char[] password = settings.find(BaseSettings.TLS_TRUSTSTORE_PASSWORD).orElse("").toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate
            && StaffProfile.isIssuerOf(certificate)) {
          return certificate;
        }
      }
      throw missing("does not hold the staff authority's certificate", null);
    } catch (GeneralSecurityException | IOException e) {
      throw missing("cannot be read", e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static Fault missing(String why, Exception cause) {
    return new Fault(
        FaultCode.AUTHORITY_MISSING, BaseSettings.TLS_TRUSTSTORE.key() + " " + why, cause);
  }
}
