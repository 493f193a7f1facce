package org.jitsuin.launcher.installation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/** Says which services go together on a server, and with which settings. */
public final class ServiceRules {
  private static final String PEERS = "jitsuin.crl.peers";

  /** What a server without the authority would only lose. */
  private static final List<String> OF_THE_AUTHORITY =
      List.of(
          LauncherSettings.DB_ADMIN_USER.key(),
          LauncherSettings.DB_ADMIN_PASSWORD_FILE.key(),
          "jitsuin.db.ca.user",
          "jitsuin.db.ca.password",
          "jitsuin.db.second",
          "jitsuin.register.drop-directory",
          LauncherSettings.CUSTODY_SHARES.key());

  private static final List<String> OF_THE_CA_TOKEN =
      List.of(BaseSettings.slot("ca").key(), BaseSettings.pinFile("ca").key());

  private ServiceRules() {}

  /**
   * Returns what does not go together, and what to do.
   *
   * @param settings as they are written
   * @param caToken whether a token for keys of the authorities was made in this installation
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public static Optional<String> problem(Settings settings, boolean caToken) {
    Set<Service> services = settings.get(BaseSettings.SERVICES);
    String said = "jitsuin.services is %s".formatted(Service.text(services));
    return services.contains(Service.AUTHORITY)
        ? withAuthority(settings, services).map(problem -> said + ": " + problem)
        : withoutAuthority(settings, services, caToken).map(problem -> said + ": " + problem);
  }

  private static Optional<String> withAuthority(Settings settings, Set<Service> services) {
    return when(
            services.contains(Service.CRL_MIRROR),
            "a server of the authority has the keys that sign CRLs; it publishes them (crl), or"
                + " leaves them to others")
        .or(() ->
            when(
                settings.find(BaseSettings.DB_HOME).isPresent(),
                "the authority's database is jitsuin.db.url; take jitsuin.db.home away"));
  }

  private static Optional<String> withoutAuthority(
      Settings settings, Set<Service> services, boolean caToken) {
    Predicate<String> isSet = key -> settings.text(key).isPresent();
    Optional<String> needless =
        OF_THE_AUTHORITY.stream()
            .filter(isSet)
            .findFirst()
            .map(key -> "without the authority nobody here needs " + key + "; take it away");
    boolean signsCrls = services.contains(Service.CRL);
    return needless
        .or(() ->
            OF_THE_CA_TOKEN.stream()
                .filter(isSet)
                .findFirst()
                .filter(_ -> !signsCrls)
                .map(key -> "no key of an authority belongs here; take " + key + " away"))
        .or(() ->
            when(
                caToken && !signsCrls,
                "this directory has a token with keys of the authorities, which do not belong"
                    + " here; choose another one with JITSUIN_HOME"))
        .or(() ->
            when(
                signsCrls && !caToken && !isSet.test(BaseSettings.PKCS11_LIBRARY.key()),
                "who publishes CRLs without the authority needs its keys: set"
                    + " jitsuin.pkcs11.library, jitsuin.pkcs11.ca.slot and"
                    + " jitsuin.pkcs11.ca.pin-file, or mirror them (crl-mirror)"))
        .or(() ->
            when(
                services.contains(Service.CRL_MIRROR) && !isSet.test(PEERS),
                "a mirror needs the addresses of servers that hand CRLs out, such as"
                    + " jitsuin.crl.peers=http://app-1:8080"));
  }

  private static Optional<String> when(boolean condition, String problem) {
    return condition ? Optional.of(problem) : Optional.empty();
  }
}
